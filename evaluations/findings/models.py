"""Policies, sweeps, findings and incidents."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import (
    DECIDED_INCIDENTS,
    OPEN_STATES,
    Dismissal,
    FindingKind,
    FindingState,
    IncidentState,
    Tier,
)
from evaluations.findings.policy import Parameters
from evaluations.usage.models import Collector
from registry.ledger.insert_only import insert_only
from registry.systems.models import System


@insert_only
class Policy(models.Model):
    """One version of every number the sweep rests on; never changed, only followed by another."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    parameters = models.JSONField(_("parameters"), help_text='{name: {"value", "unit", "provenance"}}')
    source = models.CharField(_("source"), max_length=300)
    effective_on = models.DateField(_("effective on"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("policy")
        ordering = ["-version"]
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="policy_versions_start_at_one")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"policy-{self.version}"

    @property
    def numbers(self) -> Parameters:
        return Parameters.from_stored(self.parameters)


class Sweep(models.Model):
    """One judgement of the whole fleet, from what was known of the days up to and including ``as_of``."""

    as_of = models.DateField(_("as of"))
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="sweeps", verbose_name=_("policy"))
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"))
    counts = models.JSONField(_("counts"))

    class Meta:
        verbose_name = _("sweep")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"sweep-{self.pk}"


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing_on(self, day: date) -> Self:
        """Those that had been seen, and had not lapsed, on a day."""
        return self.filter(Q(lapsed_on__isnull=True) | Q(lapsed_on__gt=day), first_seen_on__lte=day)


class Finding(models.Model):
    """What signals say about one system, and what people made of it.

    ``signals`` lists the names of those that hold, ``evidence`` every figure they stand on, ``evidence_sha256`` seals it:
    renewed by each sweep until a person claims the finding, frozen from then on. ``since`` is the week
    end at which the oldest of its signals began to hold. ``version`` counts the acts of people.
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
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="findings", verbose_name=_("policy"))
    since = models.DateField(_("since"))
    first_seen_on = models.DateField(_("first seen on"))
    lapsed_on = models.DateField(_("lapsed on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="claimed_findings"
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_findings"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    dismissed_code = models.CharField(_("reason code"), max_length=40, choices=Dismissal, blank=True)
    decided_reason = models.TextField(_("reason"), blank=True)
    dismissed_until = models.DateField(_("silent until"), null=True, blank=True)
    case_number = models.CharField(_("case"), max_length=40, blank=True)

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
        indexes = [models.Index(fields=["state", "kind", "tier"], name="finding_of_state")]

    def __str__(self) -> str:
        return self.code


class Incident(models.Model):
    """A week (named by its Sunday) in which a collector seems to have failed: missing for every system it watches.

    ``share`` of its steady systems fell silent at once, where ``usual_share`` is the median of the weeks before. Until a
    person decides, each sweep renews it.
    """

    collector = models.ForeignKey(Collector, models.PROTECT, related_name="incidents", verbose_name=_("collector"))
    week_ends_on = models.DateField(_("week"))
    share = models.FloatField(_("share silent"))
    usual_share = models.FloatField(_("usual share"))
    state = models.CharField(_("state"), max_length=20, choices=IncidentState, default=IncidentState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_incidents"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("incident")
        ordering = ["-week_ends_on", "collector"]
        constraints = [
            models.UniqueConstraint(fields=["collector", "week_ends_on"], name="incident_once_per_week"),
            models.CheckConstraint(condition=Q(state__in=IncidentState.values), name="incident_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED_INCIDENTS) | Q(decided_by__isnull=False),
                name="incident_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """``portal@2026-07-05``; needs ``collector`` at hand."""
        return f"{self.collector.code}@{self.week_ends_on}"
