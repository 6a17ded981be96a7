"""What is said of systems."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import OPEN_STATES, Confirmation, Dismissal, FindingKind, FindingState, Tier
from evaluations.findings.models.policies import Policy
from registry.systems.models import System


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing_on(self, day: date) -> Self:
        """Those that had been seen, and had not lapsed, on a day."""
        return self.filter(Q(lapsed_on__isnull=True) | Q(lapsed_on__gt=day), first_seen_on__lte=day)


class Finding(models.Model):
    """What signals say about one system, and what people made of it.

    ``signals`` lists the names of those that hold, ``evidence`` every figure they stand on, ``evidence_sha256`` seals it:
    renewed with each week end, ``evaluated_on``, until a person claims the finding, frozen from then on. ``since`` is the week
    end at which the oldest of its signals began to hold. ``version`` counts the acts of people. What is decided stands here only
    until it is reopened; for good it stands in :class:`~evaluations.findings.models.rulings.Ruling`.
    """

    code = models.CharField(_("finding"), max_length=40, unique=True)
    system = models.ForeignKey(System, models.PROTECT, related_name="findings", verbose_name=_("system"))
    kind = models.CharField(_("kind"), max_length=20, choices=FindingKind)
    tier = models.CharField(_("tier"), max_length=1, choices=Tier, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=FindingState)
    limbs = models.JSONField(_("limbs"), default=list)
    signals = models.JSONField(_("signals"), default=list)
    evidence = models.JSONField(_("evidence"))
    evidence_sha256 = models.CharField(_("seal of the evidence"), max_length=64)
    evaluated_on = models.DateField(_("evaluated on"), null=True)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="findings", verbose_name=_("policy"))
    since = models.DateField(_("since"))
    first_seen_on = models.DateField(_("first seen on"))
    lapsed_on = models.DateField(_("lapsed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    notified_at = models.DateTimeField(_("sponsor asked at"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="claimed_findings"
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_findings"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    snoozed_until = models.DateField(_("put off until"), null=True, blank=True)
    confirmed_as = models.CharField(_("confirmed as"), max_length=20, choices=Confirmation, blank=True)
    dismissed_code = models.CharField(_("reason code"), max_length=40, choices=Dismissal, blank=True)
    decided_reason = models.TextField(_("reason"), blank=True)
    dismissed_until = models.DateField(_("silent until"), null=True, blank=True)
    case_number = models.CharField(_("case"), max_length=40, blank=True)
    reopened_at = models.DateTimeField(_("reopened at"), null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        ordering = ["tier", "since", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FindingKind.values), name="finding_kind_known"),
            models.CheckConstraint(condition=Q(state__in=FindingState.values), name="finding_state_known"),
            models.CheckConstraint(condition=Q(tier__in=["", *Tier.values]), name="finding_tier_known"),
            models.UniqueConstraint(
                fields=["system", "kind"], condition=Q(state__in=OPEN_STATES), name="finding_open_once_per_kind"
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.DISMISSED) | Q(dismissed_until__isnull=False),
                name="finding_dismissal_expires",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.SNOOZED) | Q(snoozed_until__isnull=False), name="finding_snooze_ends"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_as="") & ~Q(state=FindingState.CONFIRMED)
                | Q(confirmed_as__in=Confirmation.values, state=FindingState.CONFIRMED),
                name="finding_confirmed_as_something",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("claimed_by")), name="finding_takes_two_people"
            ),
            models.CheckConstraint(
                condition=Q(dismissed_code__in=["", *Dismissal.values]), name="finding_dismissal_code_known"
            ),
            models.CheckConstraint(
                condition=Q(state=FindingState.LAPSED, lapsed_on__isnull=False)
                | (~Q(state=FindingState.LAPSED) & Q(lapsed_on__isnull=True)),
                name="finding_lapsed_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "kind", "tier"], name="finding_of_state"),
            models.Index(fields=["tier", "since", "code", "id"], name="finding_in_order"),
        ]

    def __str__(self) -> str:
        return self.code
