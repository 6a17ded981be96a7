"""Items, probes and fresh lists, all hung on the clearances of a case."""

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models import Clearance
from lifecycle.clearances.enums import ItemSource, Reason, Verdict
from lifecycle.clearances.probes.look import digest_of
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person


class ClearanceItem(models.Model):
    """One account, permission or address that must be gone before the clearance is verified.

    ``label`` is what is looked for: in a fresh list of accounts or permissions, or out there as ``https://…``, ``dns:…``,
    ``tcp:…``. A waived item stays on the list and in the report and blocks nothing.
    """

    clearance = models.ForeignKey(Clearance, models.PROTECT, related_name="items")
    label = models.CharField(_("item"), max_length=500)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=ItemSource)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added at"))
    waived_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("waived by")
    )
    waived_at = models.DateTimeField(_("waived at"), null=True, blank=True)
    waived_reason = models.TextField(_("reason for waiving"), blank=True)

    class Meta:
        verbose_name = _("clearance item")
        ordering = ["clearance", "id"]
        constraints = [
            models.UniqueConstraint(fields=["clearance", "label"], name="clearance_item_once"),
            models.CheckConstraint(condition=Q(source__in=ItemSource.values), name="clearance_item_source_known"),
            models.CheckConstraint(
                condition=Q(waived_by__isnull=True, waived_at__isnull=True, waived_reason="")
                | Q(waived_by__isnull=False, waived_at__isnull=False) & ~Q(waived_reason=""),
                name="clearance_item_waived_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def code(self) -> str:
        return f"{self.clearance.case.number}/{self.clearance.kind}/{self.pk}"


@insert_only
class Probe(models.Model):
    """One look at one address, for ever. ``by`` is who asked for it; null: the schedule."""

    item = models.ForeignKey(ClearanceItem, models.PROTECT, related_name="probes")
    at = models.DateTimeField(_("at"))
    target = models.CharField(_("target"), max_length=500)
    addresses = models.JSONField(_("resolved addresses"), default=list)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    reason = models.CharField(_("reason"), max_length=24, choices=Reason)
    evidence = models.JSONField(_("evidence"), default=dict)
    sha256 = models.CharField(max_length=64, help_text="Over all of the above, see probes.look.digest_of.")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("asked for by"))

    class Meta:
        verbose_name = _("probe")
        ordering = ["item", "-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="probe_verdict_known"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="probe_reason_known"),
        ]
        indexes = [models.Index(fields=["item", "-at"], name="probe_of_item")]

    def __str__(self) -> str:
        return f"{self.target} {self.get_verdict_display()}"

    @property
    def code(self) -> str:
        return f"{self.item.code}/{self.pk}"

    @property
    def evidence_text(self) -> str:
        """The evidence for people."""
        return json.dumps(self.evidence, ensure_ascii=False, indent=2)

    @property
    def is_unaltered(self) -> bool:
        """Whether the row still has the content its hash was made from."""
        return self.sha256 == digest_of(
            target=self.target,
            at=self.at,
            reason=self.reason,
            verdict=self.verdict,
            addresses=self.addresses,
            evidence=self.evidence,
        )


@insert_only
class FreshList(models.Model):
    """An export of all accounts or permissions that exist, compared with the items on arrival, for ever.

    ``exported_at`` is stated by whoever brings it. The file itself holds personal data and is not kept: its SHA-256 proves which
    it was. ``remaining``: ``[{"item", "label", "row"}]``, empty when nothing of the items is left.
    """

    clearance = models.ForeignKey(Clearance, models.PROTECT, related_name="lists")
    exported_at = models.DateTimeField(_("exported at"))
    received_at = models.DateTimeField(_("received at"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("brought by"))
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"), help_text="In bytes.")
    sha256 = models.CharField(max_length=64, help_text="Of the file as it was brought.")
    rows = models.PositiveIntegerField(_("rows"))
    columns = models.JSONField(_("columns"), help_text="The headers of the file, in its order.")
    remaining = models.JSONField(_("remaining"), default=list)

    class Meta:
        verbose_name = _("fresh list")
        ordering = ["clearance", "-received_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"{self.clearance.case.number}/{self.clearance.kind}/list-{self.pk}"
