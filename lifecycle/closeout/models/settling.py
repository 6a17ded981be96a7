"""What there is to settle in a case, and the filed rows that settle it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models import Case
from lifecycle.cases.receipts import sha256_of
from lifecycle.closeout.enums import MatterKind, MatterSource, Way
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person
from registry.systems.models import Contract, DataSet, Interface, System

_NONE = {"interface__isnull": True, "data_set__isnull": True, "contract__isnull": True}


class Matter(models.Model):
    """One thing of a case that has to be settled. ``label`` is a copy: what the register calls it may change.

    Where it comes from the register, the row it stands for cannot be removed there any more.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="matters")
    kind = models.CharField(_("kind"), max_length=10, choices=MatterKind)
    label = models.CharField(_("matter"), max_length=300)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=MatterSource)
    interface = models.ForeignKey(Interface, models.PROTECT, null=True, blank=True, related_name="matters")
    data_set = models.ForeignKey(DataSet, models.PROTECT, null=True, blank=True, related_name="matters")
    contract = models.ForeignKey(Contract, models.PROTECT, null=True, blank=True, related_name="matters")
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))

    class Meta:
        verbose_name = _("matter to settle")
        ordering = ["case", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MatterKind.values), name="matter_kind_known"),
            models.CheckConstraint(condition=Q(source__in=MatterSource.values), name="matter_source_known"),
            models.UniqueConstraint(fields=["case", "interface"], name="matter_of_interface_once"),
            models.UniqueConstraint(fields=["case", "data_set"], name="matter_of_data_set_once"),
            models.UniqueConstraint(fields=["case", "contract"], name="matter_of_contract_once"),
            models.CheckConstraint(
                condition=Q(source=MatterSource.ENTERED, **_NONE)
                | Q(source=MatterSource.REGISTER, **{**_NONE, "interface__isnull": False})
                & Q(kind=MatterKind.DEPENDANT)
                | Q(source=MatterSource.REGISTER, **{**_NONE, "data_set__isnull": False}) & Q(kind=MatterKind.DATA_SET)
                | Q(source=MatterSource.REGISTER, **{**_NONE, "contract__isnull": False}) & Q(kind=MatterKind.CONTRACT),
                name="matter_stands_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def code(self) -> str:
        return f"{self.case.number}/matter-{self.pk}"


class Destruction(models.Model):
    """The word of one person that data was destroyed. It settles nothing until another has witnessed it."""

    matter = models.OneToOneField(Matter, models.PROTECT, related_name="destruction")
    statement = models.TextField(_("how it was destroyed"))
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(_("size"), default=0, help_text="In bytes.")
    file_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("destroyed by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("destruction to be witnessed")

    def __str__(self) -> str:
        return self.matter.label


@insert_only
class Settlement(models.Model):
    """How a matter was settled, for ever; of several the newest counts. ``sha256`` is over everything the row says.

    The receipt itself may hold personal data and is not kept: ``file_sha256`` proves which file it was.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="settlements")
    way = models.CharField(_("way"), max_length=12, choices=Way)
    successor = models.ForeignKey(
        System, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("moved to")
    )
    receiver = models.CharField(_("received by"), max_length=200, blank=True)
    statement = models.TextField(_("statement"))
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(_("size"), default=0, help_text="In bytes.")
    file_sha256 = models.CharField(max_length=64, blank=True, help_text="Of the receipt as it was brought.")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("settled by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))
    witnessed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("witnessed by")
    )
    witness_statement = models.TextField(_("what the witness saw"), blank=True)
    filed_at = models.DateTimeField(_("filed at"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("settlement")
        ordering = ["matter", "-filed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="settlement_way_known"),
            models.CheckConstraint(condition=~Q(statement=""), name="settlement_says_why"),
            models.CheckConstraint(
                condition=~Q(way=Way.DESTROYED) | Q(witnessed_by__isnull=False), name="destruction_takes_two_people"
            ),
            models.CheckConstraint(
                condition=Q(witnessed_by__isnull=True) | ~Q(witnessed_by=F("by")), name="witness_is_somebody_else"
            ),
            models.CheckConstraint(condition=~Q(way=Way.MOVED) | Q(successor__isnull=False), name="moved_to_a_system"),
            models.CheckConstraint(
                condition=~Q(way__in=[Way.ARCHIVED, Way.HANDED_OVER]) | ~Q(file_sha256="") & ~Q(receiver=""),
                name="data_has_a_receipt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.label}: {self.get_way_display()}"

    @property
    def code(self) -> str:
        return f"{self.matter.code}/{self.pk}"

    @property
    def said(self) -> dict[str, Any]:
        """What ``sha256`` is over."""
        return {
            "matter": self.matter.code,
            "label": self.matter.label,
            "way": self.way,
            "successor": self.successor.code if self.successor else "",
            "receiver": self.receiver,
            "statement": self.statement,
            "file": [self.file_name, self.file_size, self.file_sha256],
            "by": self.by.account,
            "standing": self.standing,
            "at": self.at,
            "witnessed_by": self.witnessed_by.account if self.witnessed_by else "",
            "witness_statement": self.witness_statement,
            "filed_at": self.filed_at,
        }

    @property
    def is_unaltered(self) -> bool:
        """Whether the row still says what its hash was made from."""
        return self.sha256 == sha256_of(self.said)


@insert_only
class NothingHeld(models.Model):
    """Somebody's written word that there is nothing of a kind to settle, for ever; moot as soon as one is listed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="nothing_held")
    kind = models.CharField(_("kind"), max_length=10, choices=MatterKind)
    statement = models.TextField(_("statement"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("stated by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("statement that there is nothing")
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="nothing_held_once"),
            models.CheckConstraint(condition=Q(kind__in=MatterKind.values), name="nothing_held_kind_known"),
            models.CheckConstraint(condition=~Q(statement=""), name="nothing_held_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} {self.get_kind_display()}"

    @property
    def code(self) -> str:
        return f"{self.case.number}/nothing-{self.kind}"
