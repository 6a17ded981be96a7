"""Decisions in force, and those that wait for a second signature."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import DecisionOutcome
from lifecycle.cases.models.case import Case
from lifecycle.cases.models.signing import Signed
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person


@insert_only
class Decision(Signed, models.Model):
    """A decision in force, for ever, with what it rested on.

    ``against``: the steps whose opinion it goes against; then a second decision maker has signed (D8). ``basis``:
    ``[{"type", "id", "sha256", …}]``. A decision is taken back by closing the case as rescinded, never by changing this row.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField(_("round"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=DecisionOutcome)
    reason = models.TextField(_("reason"))
    against = models.JSONField(_("goes against"), default=list)
    is_override = models.BooleanField(_("overrides an opinion or a rule"))
    details = models.JSONField(_("details"), default=dict, help_text="{field of the choice: value}")
    by = models.ForeignKey(Person, models.PROTECT, related_name="decisions", verbose_name=_("decided by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    countersigned_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions_countersigned",
        verbose_name=_("countersigned by"),
    )
    countersign_reason = models.TextField(_("reason for countersigning"), blank=True)
    basis = models.JSONField(_("basis"))
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("decision")
        ordering = ["case", "at"]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="decision_once_per_case"),
            models.CheckConstraint(condition=Q(outcome__in=DecisionOutcome.values), name="decision_outcome_known"),
            models.CheckConstraint(
                condition=Q(is_override=False) | Q(countersigned_by__isnull=False), name="override_takes_two_people"
            ),
            models.CheckConstraint(
                condition=Q(countersigned_by__isnull=True) | ~Q(countersigned_by=F("by")),
                name="countersigned_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} {self.get_outcome_display()}"


class Proposal(models.Model):
    """What waits for a second signature in a case: a decision against an objection, or taking a decision back."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="proposal")
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=DecisionOutcome, blank=True, help_text="Empty: take the decision back."
    )
    reason = models.TextField(_("reason"))
    details = models.JSONField(_("details"), default=dict, help_text="{field of the choice: value}")
    by = models.ForeignKey(Person, models.PROTECT, related_name="proposals", verbose_name=_("proposed by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("proposal")
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["", *DecisionOutcome.values]), name="proposal_known")
        ]

    def __str__(self) -> str:
        return self.case.number
