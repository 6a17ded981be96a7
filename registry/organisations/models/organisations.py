"""Organisations and how they stand to each other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import OrganisationKind, RelationKind


class Organisation(models.Model):
    """A unit that sponsors, builds, reviews or operates systems."""

    code = models.CharField(_("unified social credit code"), max_length=50, unique=True)
    name = models.CharField(_("organisation name"), max_length=200, db_index=True)
    kind = models.CharField(
        _("organisation kind"), max_length=20, choices=OrganisationKind, default=OrganisationKind.DEPARTMENT
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent organisation")
    )
    division = models.CharField(_("division code"), max_length=12, blank=True, help_text="GB/T 2260")
    search_text = models.TextField(blank=True, editable=False, help_text="Name, code, pinyin initials; lower case.")

    class Meta:
        verbose_name = _("organisation")
        ordering = ["name", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OrganisationKind.values), name="organisation_kind_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organisation_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """``one`` builds for, contracts with or oversees ``other``: what independence is judged on."""

    one = models.ForeignKey(Organisation, models.PROTECT, related_name="relations_from")
    other = models.ForeignKey(Organisation, models.PROTECT, related_name="relations_to")
    kind = models.CharField(max_length=20, choices=RelationKind)

    class Meta:
        verbose_name = _("relation between organisations")
        ordering = ["one", "other", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other", "kind"], name="relation_once"),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.one} {self.get_kind_display()} {self.other}"
