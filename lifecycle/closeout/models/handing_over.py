"""What a successor takes over, and its sponsor's acceptance."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models import Case
from lifecycle.closeout.enums import Portion
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person
from registry.systems.models import System


class HandOverItem(models.Model):
    """One line of the hand-over list of a merge: what goes where."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hand_over")
    portion = models.CharField(_("what"), max_length=10, choices=Portion)
    label = models.CharField(_("item"), max_length=300)
    place = models.CharField(_("where it goes"), max_length=300, help_text=_("Its place in the successor."))
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("hand-over item")
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "portion", "label"], name="hand_over_item_once"),
            models.CheckConstraint(condition=Q(portion__in=Portion.values), name="hand_over_portion_known"),
        ]

    def __str__(self) -> str:
        return f"{self.label} → {self.place}"

    @property
    def code(self) -> str:
        return f"{self.case.number}/hand-over-{self.pk}"


@insert_only
class Acceptance(models.Model):
    """The successor's sponsor takes over what was on the list at that moment, for ever.

    ``items``: ``[{"portion", "label", "place"}]``, with ``items_sha256``: a list that changes later has to be accepted again.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="acceptances")
    successor = models.ForeignKey(System, models.PROTECT, related_name="+", verbose_name=_("successor"))
    items = models.JSONField(_("items"))
    items_sha256 = models.CharField(max_length=64)
    statement = models.TextField(_("statement"), blank=True)
    drawn_up_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("drawn up by"), help_text="Who added the last line."
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("accepted by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("acceptance of a hand-over list")
        ordering = ["case", "-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("drawn_up_by")), name="hand_over_accepted_by_somebody_else")
        ]

    def __str__(self) -> str:
        return f"{self.case.number} → {self.successor}"

    @property
    def code(self) -> str:
        return f"{self.case.number}/acceptance-{self.pk}"
