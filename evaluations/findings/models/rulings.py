"""What was decided of findings: kept for good, whatever becomes of the finding."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Confirmation, Dismissal, Ruled
from evaluations.findings.models.findings import Finding
from evaluations.findings.models.policies import Policy
from registry.ledger.insert_only import insert_only
from registry.systems.models import System


@insert_only
class Ruling(models.Model):
    """One decision of two people on one finding, with the evidence it was taken on. Precision is counted on these rows."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="rulings", verbose_name=_("finding"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Ruled)
    confirmed_as = models.CharField(_("confirmed as"), max_length=20, choices=Confirmation, blank=True)
    dismissed_code = models.CharField(_("reason code"), max_length=40, choices=Dismissal, blank=True)
    successor = models.ForeignKey(
        System, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("successor")
    )
    reason = models.TextField(_("reason"))
    until = models.DateField(_("silent until"), null=True, blank=True)
    case_number = models.CharField(_("case"), max_length=40, blank=True)
    tier = models.CharField(_("tier"), max_length=1, blank=True)
    signals = models.JSONField(_("signals"))
    evidence = models.JSONField(_("evidence"))
    evidence_sha256 = models.CharField(_("seal of the evidence"), max_length=64)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="rulings", verbose_name=_("policy"))
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by"))
    at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision on a finding")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Ruled.values), name="ruling_outcome_known"),
            models.CheckConstraint(condition=~Q(by=F("claimed_by")), name="ruling_takes_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.outcome}"
