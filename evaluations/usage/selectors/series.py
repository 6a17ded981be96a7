"""A system's days and weeks, with their gaps."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count, Min

from evaluations.usage.failures import failed_weeks
from evaluations.usage.models import MEASURES, Heartbeat, UsageRow
from evaluations.usage.rules.series import Point, Seen, by_day, by_week
from evaluations.usage.rules.values import LONGEST_PERIOD
from registry.systems.models import System
from registry.systems.selectors import carried_on_by


def daily_series(system: System, *, since: date, until: date, whole_line: bool = False) -> list[Point]:
    """A point for every day from ``since`` through ``until``; days nobody saw have no coverage and no measures. Four queries.

    In a week in which a collector failed its silence, and its zeros, say nothing. ``whole_line``: with what was counted of the
    systems it carries on, as findings are judged; one query more.
    """
    if until < since:
        return []
    line = carried_on_by(system) if whole_line else [system.pk]
    return by_day(_seen(line, since, until), since=since, until=until)


def weekly_series(system: System, *, until: date, weeks: int, whole_line: bool = False) -> list[Point]:
    """The ``weeks`` calendar weeks of which the last holds ``until`` (and ends with it). Queries as in :func:`daily_series`."""
    since = until - timedelta(days=until.weekday(), weeks=weeks - 1)
    return by_week(daily_series(system, since=since, until=until, whole_line=whole_line))


def last_day_told(*, until: date) -> date | None:
    """The last day up to ``until`` that a row of any system ends on. One query."""
    return UsageRow.objects.filter(day__lte=until).order_by("-day").values_list("day", flat=True).first()


def _seen(line: Collection[int], since: date, until: date) -> list[Seen]:
    """The rows that reach into the days, and a zero where a collector that watches the system was up and had nothing to say."""
    reach = (since, until + timedelta(days=LONGEST_PERIOD))
    rows = UsageRow.objects.filter(system__in=line, day__range=reach)
    watchers = _watchers(line)
    failed = failed_weeks(watchers, since=since, until=until + timedelta(days=6)) if watchers else {}
    seen = []
    told = set()
    for collector, day, length, coverage, *values in rows.values_list(
        "collector", "day", "period_days", "coverage", *MEASURES
    ):
        told.add((collector, day, length))
        measures = {name: value for name, value in zip(MEASURES, values, strict=True) if value is not None}
        seen.append(Seen(day, length, coverage, measures, failed.get(collector, ())))
    beats = Heartbeat.objects.filter(collector__in=watchers, day__range=reach)
    for collector, day, length in beats.values_list("collector", "day", "period_days"):
        first, measures = watchers[collector]
        if day >= first and (collector, day, length) not in told:
            seen.append(Seen(day, length, 1.0, measures, failed.get(collector, ())))
    return seen


def _watchers(line: Collection[int]) -> dict[int, tuple[date, dict[str, int]]]:
    """Per collector that ever told of the system: since when, and zeros for the measures it counts (people meant are not zero)."""
    counted = [name for name in MEASURES if name != "eligible_users"]
    told = UsageRow.objects.filter(system__in=line).values("collector")
    watchers = told.annotate(first=Min("day"), **{f"{name}_told": Count(name) for name in counted})
    found = {}
    for collector, first, *times in watchers.values_list("collector", "first", *(f"{name}_told" for name in counted)):
        found[collector] = (first, {name: 0 for name, told_at in zip(counted, times, strict=True) if told_at})
    return found
