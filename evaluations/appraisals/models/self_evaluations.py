"""What the sponsor says once a year."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.appraisals.models.appraisals import Appraisal
from registry.ledger.insert_only import insert_only
from registry.systems.models import System


@insert_only
class SelfEvaluation(models.Model):
    """The sponsor's comments on what is stored about its system in a year; the figures are the appraisal's, nobody types them.

    ``comments``: {what fills the indicator: text}, only for those commented on.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="self_evaluations", verbose_name=_("system"))
    year = models.PositiveSmallIntegerField(_("year"))
    appraisal = models.OneToOneField(Appraisal, models.PROTECT, related_name="self_evaluation")
    comments = models.JSONField(_("comments"), default=dict)
    statement = models.TextField(_("statement"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("self-evaluation")
        ordering = ["-year", "system"]
        constraints = [
            models.UniqueConstraint(fields=["system", "year"], name="self_evaluation_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2999), name="self_evaluation_year_known"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """``SYS-2026-000001/2026``; needs ``system`` at hand."""
        return f"{self.system.code}/{self.year}"
