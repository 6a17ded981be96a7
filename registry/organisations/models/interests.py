"""What somebody has to do with organisations beside the roles held there."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import InterestKind
from registry.organisations.models.organisations import Organisation
from registry.organisations.models.people import Person


class InterestQuerySet(models.QuerySet["Interest"]):
    def active(self, on: date) -> Self:
        """Those that hold on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


class Interest(models.Model):
    """A person's own tie to an organisation, as declared by that person. Ended, never deleted."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="interests")
    kind = models.CharField(_("kind"), max_length=20, choices=InterestKind)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    statement = models.TextField(_("statement"))

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest")
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=InterestKind.values), name="interest_kind_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="interest_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_kind_display()} · {self.organisation}"

    @property
    def code(self) -> str:
        return f"interest:{self.pk}"
