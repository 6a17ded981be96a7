"""Editions of the rule set: rows for ever. A changed rule is a new edition, so an answer keeps its meaning."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from registry.ledger.insert_only import insert_only
from registry.provenance import Source


@insert_only
class Edition(models.Model):
    """The whole rule set in one version. Texts are stored in English and shown translated where we know them."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    title = models.CharField(_("title"), max_length=200)
    effective_on = models.DateField(_("effective on"))

    class Meta:
        verbose_name = _("edition of the red lines")
        ordering = ["version"]
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="edition_versions_start_at_one")]

    def __str__(self) -> str:
        return gettext(self.title)

    @property
    def code(self) -> str:
        """Permanent and human-readable, e.g. ``red-lines/1``."""
        return f"red-lines/{self.version}"


@insert_only
class Line(models.Model):
    """One thing that is forbidden. ``phrases``: ``[{"pattern", "unless"}]``, regular expressions over normalised text."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    line_code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(_("red line"), max_length=120)
    question = models.CharField(_("question"), max_length=300)
    guidance = models.TextField(_("guidance"), blank=True)
    source = models.CharField(_("source"), max_length=20, choices=Source)
    source_text = models.TextField(_("source in words"))
    kinds = models.JSONField(
        _("kinds of system bound"), help_text="A list of kinds; others answer for information only."
    )
    phrases = models.JSONField(_("phrases"))

    class Meta:
        verbose_name = _("red line")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "line_code"], name="red_line_code_once"),
            models.UniqueConstraint(fields=["edition", "position"], name="red_line_position_once"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="red_line_source_known"),
        ]

    def __str__(self) -> str:
        return gettext(self.label)
