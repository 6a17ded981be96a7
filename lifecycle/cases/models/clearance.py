"""The three clearances of a case."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.enums import ClearanceKind, ClearanceState
from lifecycle.cases.models.case import Case
from registry.organisations.models import Person


class Clearance(models.Model):
    """One of the three. Whoever attested it never verifies it (D6); verified means attested before (C2).

    ``basis``: what the verification rests on, as ``clearances`` gave it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clearances")
    kind = models.CharField(_("clearance"), max_length=20, choices=ClearanceKind)
    state = models.CharField(_("state"), max_length=10, choices=ClearanceState, default=ClearanceState.OPEN)
    attested_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("attested by")
    )
    attested_at = models.DateTimeField(_("attested at"), null=True, blank=True)
    statement = models.TextField(_("statement"), blank=True)
    verified_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    basis = models.JSONField(_("basis"), default=list)

    class Meta:
        verbose_name = _("clearance")
        ordering = ["case", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="clearance_once_per_case"),
            models.CheckConstraint(condition=Q(kind__in=ClearanceKind.values), name="clearance_kind_known"),
            models.CheckConstraint(
                condition=Q(state=ClearanceState.OPEN, attested_by__isnull=True, verified_by__isnull=True)
                | Q(state=ClearanceState.ATTESTED, attested_by__isnull=False, verified_by__isnull=True)
                | Q(state=ClearanceState.VERIFIED, attested_by__isnull=False, verified_by__isnull=False),
                name="clearance_verified_after_attested",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("attested_by")),
                name="attester_is_not_the_verifier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} {self.get_kind_display()}"
