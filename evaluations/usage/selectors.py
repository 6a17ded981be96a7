"""Reading usage: a system's days and weeks with their gaps, and what every collector has brought lately."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery

from evaluations.usage.models import MEASURES, Collector, Heartbeat, UsageRow
from evaluations.usage.rules.series import Point, Seen, by_day, by_week
from evaluations.usage.rules.values import LONGEST_PERIOD
from registry.organisations.models import Person
from registry.organisations.selectors import active_memberships
from registry.systems.models import System
from registry.systems.permissions import SEE_ALL


def daily_series(system: System, *, since: date, until: date) -> list[Point]:
    """A point for every day from ``since`` through ``until``; days nobody saw have no coverage and no measures. Three queries."""
    if until < since:
        return []
    return by_day(_seen(system, since, until), since=since, until=until)


def weekly_series(system: System, *, until: date, weeks: int) -> list[Point]:
    """The ``weeks`` calendar weeks of which the last holds ``until`` (and ends with it). Three queries."""
    since = until - timedelta(days=until.weekday(), weeks=weeks - 1)
    return by_week(daily_series(system, since=since, until=until))


def _seen(system: System, since: date, until: date) -> list[Seen]:
    """The rows that reach into the days, and a zero where a collector that watches the system was up and had nothing to say."""
    reach = (since, until + timedelta(days=LONGEST_PERIOD))
    rows = UsageRow.objects.filter(system=system, day__range=reach)
    seen = []
    told = set()
    for collector, day, length, coverage, *values in rows.values_list(
        "collector", "day", "period_days", "coverage", *MEASURES
    ):
        told.add((collector, day, length))
        measures = {name: value for name, value in zip(MEASURES, values, strict=True) if value is not None}
        seen.append(Seen(day, length, coverage, measures))
    watchers = _watchers(system)
    beats = Heartbeat.objects.filter(collector__in=watchers, day__range=reach)
    for collector, day, length in beats.values_list("collector", "day", "period_days"):
        first, measures = watchers[collector]
        if day >= first and (collector, day, length) not in told:
            seen.append(Seen(day, length, 1.0, measures))
    return seen


def _watchers(system: System) -> dict[int, tuple[date, dict[str, int]]]:
    """Per collector that ever told of the system: since when, and zeros for the measures it counts (people meant are not zero)."""
    counted = [name for name in MEASURES if name != "eligible_users"]
    told = UsageRow.objects.filter(system=system).values("collector")
    watchers = told.annotate(first=Min("day"), **{f"{name}_told": Count(name) for name in counted})
    found = {}
    for collector, first, *times in watchers.values_list("collector", "first", *(f"{name}_told" for name in counted)):
        found[collector] = (first, {name: 0 for name, told_at in zip(counted, times, strict=True) if told_at})
    return found


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
    """The state of each collector; five queries however many there are, and none reads more than the last quarter's rows."""
    since = today - timedelta(days=days - 1)
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
