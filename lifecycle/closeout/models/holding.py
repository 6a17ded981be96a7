"""Money and approvals suspended while a system goes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models import Case
from lifecycle.closeout.enums import HoldKind, HoldState
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person
from registry.systems.models import Contract


class FundHold(models.Model):
    """What finance is asked to suspend from the decision on, and to end or resume when the case closes.

    Nothing is carried out by the program; ``receipts`` say that somebody did, and under which paper.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="holds")
    kind = models.CharField(_("kind"), max_length=10, choices=HoldKind)
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, blank=True, related_name="holds")
    label = models.CharField(_("what is held"), max_length=300, blank=True)
    amount_fen = models.BigIntegerField(
        _("amount"),
        null=True,
        blank=True,
        help_text="In fen (0.01 yuan): a year's money, or a contract's; null: unknown.",
    )
    state = models.CharField(_("state"), max_length=10, choices=HoldState, default=HoldState.SUSPENDED)
    since = models.DateTimeField(_("suspended at"))
    over_at = models.DateTimeField(_("ended or resumed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("hold")
        ordering = ["-since", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=HoldKind.values), name="hold_kind_known"),
            models.CheckConstraint(condition=Q(state__in=HoldState.values), name="hold_state_known"),
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="hold_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(state=HoldState.SUSPENDED, over_at__isnull=True)
                | ~Q(state=HoldState.SUSPENDED) & Q(over_at__isnull=False),
                name="hold_over_with_a_time",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(contract__isnull=True), name="hold_once_per_kind"
            ),
            models.UniqueConstraint(fields=["case", "contract"], name="hold_once_per_contract"),
        ]
        indexes = [models.Index(fields=["state", "-since"], name="hold_of_state")]

    def __str__(self) -> str:
        return f"{self.case.number} {self.get_kind_display()}"

    @property
    def code(self) -> str:
        return f"{self.case.number}/hold-{self.pk}"


@insert_only
class HoldReceipt(models.Model):
    """Finance has carried out what a hold asks for in ``state``, under a paper of its own, for ever."""

    hold = models.ForeignKey(FundHold, models.PROTECT, related_name="receipts")
    state = models.CharField(_("carried out"), max_length=10, choices=HoldState)
    reference = models.CharField(_("paper"), max_length=200, help_text=_("Number of the paper or entry."))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("receipt of finance")
        ordering = ["hold", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hold", "state"], name="hold_receipt_once_per_state"),
            models.CheckConstraint(condition=Q(state__in=HoldState.values), name="hold_receipt_state_known"),
            models.CheckConstraint(condition=~Q(reference=""), name="hold_receipt_names_a_paper"),
        ]

    def __str__(self) -> str:
        return f"{self.hold.code} {self.get_state_display()}"

    @property
    def code(self) -> str:
        return f"{self.hold.code}/{self.state}"
