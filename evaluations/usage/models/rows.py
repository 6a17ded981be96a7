"""Collectors and the counters they bring."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.usage.enums import CollectorKind
from evaluations.usage.models.months import make_months
from registry.organisations.models import Organisation
from registry.systems.models import System

MEASURES = (
    "eligible_users",
    "active_users",
    "effective_users",
    "sessions",
    "substantive_actions",
    "started",
    "completed",
    "checkins",
    "inbound_calls",
    "errors",
    "using_organisations",
    "eligible_organisations",
    "corrected",
    "case_seconds",
    "ratings",
    "good_ratings",
    "complaints",
    "after_order",
    "busiest_minute",
    "records",
    "records_read",
    "cpu_p95",
    "network_mb",
    "releases",
)


class Collector(models.Model):
    """Where counters come from: a file somebody sends, an access log, a program with a token."""

    code = models.CharField(_("collector"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=CollectorKind, default=CollectorKind.COLLECTED)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="collectors")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("collector")
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=CollectorKind.values), name="collector_kind_known")]

    def __str__(self) -> str:
        return self.code


class UsageRowQuerySet(models.QuerySet["UsageRow"]):
    def bulk_create(self, objs: Iterable["UsageRow"], *args: Any, **kwargs: Any) -> list["UsageRow"]:
        rows = list(objs)
        make_months({_DAY.to_python(row.day) for row in rows})
        return super().bulk_create(rows, *args, **kwargs)


class UsageRow(models.Model):
    """The counters of one system over the ``period_days`` days up to and including ``day``, from one collector.

    A null measure is unknown; 0 was counted. ``coverage`` is the share of the period that was seen. Keyed ``(day, system, …)``
    in that order: nights write one day of all systems. A period is replaced as a whole when it is sent again. PostgreSQL keeps a
    partition per month (see :mod:`.months`): there ``id`` is a number without an index, and nothing is looked up by it.

    A row that a roll-up put together from days keeps what each of them said, as the room that reads it packs it: ``day_marks`` and
    ``day_coverages`` (of a week, Monday lowest), ``day_bound`` (effective users at most, added up) and ``day_sums`` (JSON: what else
    it adds up). Null: nobody put it together.
    """

    day = models.DateField(_("day"))
    system = models.ForeignKey(System, models.CASCADE, related_name="usage", db_index=False)
    collector = models.ForeignKey(Collector, models.PROTECT, related_name="rows", db_index=False)
    period_days = models.PositiveSmallIntegerField(_("days"), default=1)
    eligible_users = models.PositiveIntegerField(_("eligible users"), null=True)
    active_users = models.PositiveIntegerField(_("active users"), null=True)
    effective_users = models.PositiveIntegerField(_("effective users"), null=True)
    sessions = models.PositiveBigIntegerField(_("sessions"), null=True)
    substantive_actions = models.PositiveBigIntegerField(_("substantive actions"), null=True)
    started = models.PositiveBigIntegerField(_("started"), null=True)
    completed = models.PositiveBigIntegerField(_("completed"), null=True)
    checkins = models.PositiveBigIntegerField(_("check-ins"), null=True)
    inbound_calls = models.PositiveBigIntegerField(_("inbound calls"), null=True)
    errors = models.PositiveBigIntegerField(_("errors"), null=True)
    using_organisations = models.PositiveIntegerField(_("using organisations"), null=True)
    eligible_organisations = models.PositiveIntegerField(_("eligible organisations"), null=True)
    corrected = models.PositiveBigIntegerField(_("sent back or corrected"), null=True)
    case_seconds = models.PositiveBigIntegerField(_("seconds spent on completed work"), null=True)
    ratings = models.PositiveBigIntegerField(_("ratings"), null=True)
    good_ratings = models.PositiveBigIntegerField(_("good ratings"), null=True)
    complaints = models.PositiveBigIntegerField(_("complaints"), null=True)
    after_order = models.PositiveBigIntegerField(_("actions within 48 hours of an order"), null=True)
    busiest_minute = models.PositiveBigIntegerField(_("sessions in the busiest minute"), null=True)
    records = models.PositiveBigIntegerField(_("records entered"), null=True)
    records_read = models.PositiveBigIntegerField(_("records somebody read"), null=True)
    cpu_p95 = models.PositiveSmallIntegerField(_("CPU load, 95th percentile, percent"), null=True)
    network_mb = models.PositiveBigIntegerField(_("network traffic, MB"), null=True)
    releases = models.PositiveIntegerField(_("releases, or posts of an account"), null=True)
    coverage = models.FloatField(_("coverage"), default=1.0)
    day_marks = models.BigIntegerField(null=True, editable=False)
    day_coverages = models.BigIntegerField(null=True, editable=False)
    day_bound = models.FloatField(null=True, editable=False)
    day_sums = models.TextField(null=True, editable=False)  # noqa: DJ001  (null: nobody put it together)

    objects = UsageRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("usage")
        constraints = [
            models.UniqueConstraint(fields=["day", "system", "collector", "period_days"], name="usage_once"),
            models.CheckConstraint(condition=Q(coverage__gte=0) & Q(coverage__lte=1), name="usage_coverage_is_a_share"),
            models.CheckConstraint(
                condition=Q(period_days__gte=1) & Q(period_days__lte=366), name="usage_period_within_a_year"
            ),
        ]
        indexes = [
            models.Index(F("system"), F("day"), name="usage_of_system"),
            models.Index(fields=["system", "day"], condition=Q(day_marks__isnull=False), name="usage_put_together"),
        ]

    def __str__(self) -> str:
        return f"{self.system_id} {self.day} ({self.period_days})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        make_months([_DAY.to_python(self.day)])
        super().save(*args, **kwargs)


_DAY = models.DateField()


class Heartbeat(models.Model):
    """A collector says it was up on a day for everything it watches: only then does a system's silence mean zero."""

    collector = models.ForeignKey(Collector, models.CASCADE, related_name="heartbeats")
    day = models.DateField(_("day"))
    period_days = models.PositiveSmallIntegerField(_("days"), default=1)

    class Meta:
        verbose_name = _("heartbeat")
        constraints = [models.UniqueConstraint(fields=["collector", "day", "period_days"], name="heartbeat_once")]

    def __str__(self) -> str:
        return f"{self.collector_id} {self.day}"


class Horizon(models.Model):
    """Through which day usage has been judged for good (one row): whatever reaches back to it is late, and is noted.

    The week after it is judged every night: ``news`` counts how often something was said of days up to the end of that week.
    """

    day = models.DateField(_("day"))
    news = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("horizon")

    def __str__(self) -> str:
        return f"{self.day}"


class LateNote(models.Model):
    """Something was said of days that had been judged: of one system, or (a heartbeat) of all that a collector watches."""

    system = models.ForeignKey(System, models.CASCADE, null=True, related_name="+", db_index=False)
    collector = models.ForeignKey(Collector, models.CASCADE, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("late note")

    def __str__(self) -> str:
        return f"{self.system_id or ''}/{self.collector_id or ''}"


class AssessmentDay(models.Model):
    """A day on which use is looked at: an inspection, a ranking, the end of a reporting period."""

    day = models.DateField(_("day"), unique=True)
    label = models.CharField(_("what is assessed"), max_length=200)

    class Meta:
        verbose_name = _("assessment day")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.label}"

    @property
    def code(self) -> str:
        return self.day.isoformat()
