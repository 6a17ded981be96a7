"""What collectors have brought lately: all of them side by side, and one in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Avg, Count, Max, OuterRef, QuerySet, Subquery, Sum

from evaluations.usage.models import Collector, Heartbeat, Receipt, UsageRow
from evaluations.usage.rules.values import LONGEST_PERIOD
from registry.organisations.models import Person
from registry.organisations.selectors import active_memberships
from registry.systems.models import System
from registry.systems.permissions import SEE_ALL

WATCHED_DAYS = 92
"""A quarter: the longest anybody reports at once and is still counted as watching a system."""


@dataclass(frozen=True, slots=True)
class CollectorState:
    """What a collector has brought.

    ``systems``: how many it told about in the last quarter. ``strip``: for each of the last days, whether it told anything about it.
    """

    collector: Collector
    last_day: date | None
    last_heartbeat: date | None
    systems: int
    strip: Sequence[tuple[date, bool]]

    @property
    def covered(self) -> int:
        return sum(was for _day, was in self.strip)


def collectors_visible_to(person: Person, *, on: date) -> QuerySet[Collector]:
    """All of them for whoever sees all systems; else those of the organisations the person belongs to. One extra query."""
    held = list(active_memberships(person, on).values_list("role", "organisation_id"))
    collectors = Collector.objects.select_related("organisation")
    if any(role in SEE_ALL for role, _organisation in held):
        return collectors
    return collectors.filter(organisation__in={organisation for _role, organisation in held})


def collector_states(collectors: QuerySet[Collector], *, today: date, days: int = 60) -> list[CollectorState]:
    """The state of each collector through yesterday; five queries however many there are, and none reads more than the last quarter's
    rows."""
    since = today - timedelta(days=days)
    newest = UsageRow.objects.filter(collector=OuterRef("pk")).order_by("-day").values("day")[:1]
    known = list(collectors.annotate(last_day=Subquery(newest)))
    watched = dict(
        UsageRow.objects.filter(day__gte=today - timedelta(days=WATCHED_DAYS))
        .values("collector")
        .annotate(systems=Count("system", distinct=True))
        .values_list("collector", "systems")
    )
    beats = dict(Heartbeat.objects.values("collector").annotate(last=Max("day")).values_list("collector", "last"))
    covered: dict[int, set[date]] = {collector.pk: set() for collector in known}
    reach = (since, today + timedelta(days=LONGEST_PERIOD))
    periods = (
        UsageRow.objects.filter(day__range=reach, coverage__gt=0)
        .values_list("collector", "day", "period_days")
        .distinct()
    )
    for collector, day, length in periods.order_by().union(
        Heartbeat.objects.filter(day__range=reach).values_list("collector", "day", "period_days")
    ):
        if collector in covered:
            covered[collector].update(day - timedelta(days=back) for back in range(length))
    strip = [since + timedelta(days=place) for place in range(days)]
    return [
        CollectorState(
            collector,
            collector.last_day,
            beats.get(collector.pk),
            watched.get(collector.pk, 0),
            [(day, day in covered[collector.pk]) for day in strip],
        )
        for collector in known
    ]


SHOWN_DAYS = 91
"""Thirteen weeks."""
COUNTED = ("new", "changed", "same", "late", "doubled", "left_out")


@dataclass(slots=True)
class CollectorDay:
    """``coverage``: the mean share seen (0–1), None when nobody said anything of it; ``systems``: how many rows stand for it."""

    day: date
    coverage: float | None = None
    systems: int = 0
    heartbeat: bool = False

    @property
    def state(self) -> str:
        if self.coverage is None:
            return "silent" if self.heartbeat else "missing"
        return "covered" if self.coverage >= _FULL else "partly"


_FULL = 0.995


@dataclass(frozen=True, slots=True)
class Described:
    """One collector. ``counted`` adds up its receipts; ``days`` are the last thirteen weeks, Monday first."""

    last_day: date | None
    last_heartbeat: date | None
    systems: Sequence[System]
    days: Sequence[CollectorDay]
    counted: Mapping[str, int] = field(default_factory=dict)

    @property
    def covered(self) -> int:
        return sum(day.state != "missing" for day in self.days)

    @property
    def missing(self) -> list[tuple[date, date]]:
        """First and last day of every run without anything."""
        runs: list[tuple[date, date]] = []
        for day in (each.day for each in self.days if each.state == "missing"):
            if runs and runs[-1][1] == day - timedelta(days=1):
                runs[-1] = (runs[-1][0], day)
            else:
                runs.append((day, day))
        return runs


def described(collector: Collector, *, today: date) -> Described:
    """One collector in full, through yesterday. Five queries; none reads more than the last quarter's rows."""
    until = today - timedelta(days=1)
    since = until - timedelta(days=until.weekday() + SHOWN_DAYS - 7)
    days = {each: CollectorDay(each) for each in (since + timedelta(days=at) for at in range((until - since).days + 1))}
    reach = (since, until + timedelta(days=LONGEST_PERIOD))
    rows = UsageRow.objects.filter(collector=collector, day__range=reach, coverage__gt=0).values("day", "period_days")
    told = rows.annotate(systems=Count("pk"), seen=Avg("coverage")).order_by("-period_days")
    for last, length, systems, seen in told.values_list("day", "period_days", "systems", "seen"):
        for back in range(length):
            if (day := days.get(last - timedelta(days=back))) is not None:
                day.systems, day.coverage = systems, max(seen, day.coverage or 0)
    beats = Heartbeat.objects.filter(collector=collector, day__range=reach).values_list("day", "period_days")
    for last, length in beats:
        for back in range(length):
            if (day := days.get(last - timedelta(days=back))) is not None:
                day.heartbeat = True
    receipts = Receipt.objects.filter(collector=collector).aggregate(**{name: Sum(name) for name in COUNTED})
    watched = UsageRow.objects.filter(collector=collector, day__gte=today - timedelta(days=WATCHED_DAYS))
    newest = UsageRow.objects.filter(collector=collector).order_by("-day").values_list("day", flat=True).first()
    heartbeat = Heartbeat.objects.filter(collector=collector).aggregate(last=Max("day"))["last"]
    systems_told = System.objects.filter(pk__in=watched.values("system")).order_by("code")
    return Described(
        newest,
        heartbeat,
        list(systems_told),
        list(days.values()),
        {name: count or 0 for name, count in receipts.items()},
    )
