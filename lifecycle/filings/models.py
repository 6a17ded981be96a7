"""Filings, and how they came to their end."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models import Case
from lifecycle.filings.enums import Ending, FilingKind, FilingState
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person
from registry.systems.models import System


class Filing(models.Model):
    """One registration of a system with an authority."""

    system = models.ForeignKey(System, models.PROTECT, related_name="filings", verbose_name=_("system"))
    kind = models.CharField(_("kind of filing"), max_length=14, choices=FilingKind)
    authority = models.CharField(_("authority"), max_length=200)
    number = models.CharField(_("filing number"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=FilingState, default=FilingState.IN_FORCE)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    class Meta:
        verbose_name = _("filing")
        ordering = ["system", "kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["system", "kind", "authority", "number"], name="filing_once"),
            models.CheckConstraint(condition=Q(kind__in=FilingKind.values), name="filing_kind_known"),
            models.CheckConstraint(condition=Q(state__in=FilingState.values), name="filing_state_known"),
            models.CheckConstraint(
                condition=~Q(state=FilingState.IN_FORCE) | ~Q(number=""), name="filing_in_force_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("filed_on")),
                name="filing_expires_after_it_was_filed",
            ),
        ]
        indexes = [models.Index(fields=["number"], name="filing_of_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def code(self) -> str:
        return f"{self.system.code}/filing-{self.pk}"


@insert_only
class Cancellation(models.Model):
    """How a filing ended in a retirement case, for ever; the receipt's hash proves which file it was."""

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="cancellations")
    case = models.ForeignKey(Case, models.PROTECT, related_name="cancellations")
    ending = models.CharField(_("ending"), max_length=12, choices=Ending)
    reference = models.CharField(_("number of the receipt"), max_length=100, blank=True)
    statement = models.TextField(_("statement"))
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    file_size = models.PositiveBigIntegerField(_("size"), default=0, help_text="In bytes.")
    file_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("cancellation of a filing")
        ordering = ["filing", "-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["filing", "case"], name="filing_cancelled_once_per_case"),
            models.CheckConstraint(condition=Q(ending__in=Ending.values), name="filing_ending_known"),
            models.CheckConstraint(condition=~Q(statement=""), name="filing_ending_says_why"),
            models.CheckConstraint(
                condition=~Q(ending=Ending.CANCELLED) | ~Q(file_sha256=""), name="filing_cancelled_with_a_receipt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.filing}: {self.get_ending_display()}"

    @property
    def code(self) -> str:
        return f"{self.case.number}/filing-{self.filing_id}"
