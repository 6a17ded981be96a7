"""Whether a rectification helped, and what to trace back where it did not."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.appraisals.enums import Effect
from evaluations.appraisals.models.appraisals import Appraisal
from lifecycle.cases.models import Case
from registry.ledger.insert_only import insert_only


@insert_only
class Remeasurement(models.Model):
    """The same indicators over two windows of the same length, before and after: evidence for the decision, never the decision.

    ``comparison``: one entry per measured indicator with both degrees and what changed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="remeasurements", verbose_name=_("case"))
    before = models.ForeignKey(Appraisal, models.PROTECT, related_name="+", verbose_name=_("before"))
    after = models.OneToOneField(Appraisal, models.PROTECT, related_name="+", verbose_name=_("after"))
    comparison = models.JSONField(_("comparison"))
    suggests = models.CharField(_("suggests"), max_length=12, choices=Effect)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("re-measurement")
        ordering = ["case", "-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(suggests__in=Effect.values), name="remeasurement_effect_known"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="remeasurement_compares_two"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Needs ``case`` and ``after`` at hand."""
        return f"{self.case.number}/{self.after.code}"


@insert_only
class Bundle(models.Model):
    """What to walk back through (倒查) after a rectification without effect: who approved on what promises, and what came of them.

    ``honest_failure`` says that whoever decided called it an honest attempt, for ``honest_failure_reason``; what was done is
    traced all the same.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="bundle", verbose_name=_("case"))
    content = models.JSONField(_("content"))
    honest_failure = models.BooleanField(_("honest failure"), default=False)
    honest_failure_reason = models.TextField(_("why it is called honest"), blank=True)
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("trace-back bundle")
        constraints = [
            models.CheckConstraint(
                condition=Q(honest_failure=False) | ~Q(honest_failure_reason=""), name="honest_failure_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Needs ``case`` at hand."""
        return f"{self.case.number}/bundle"
