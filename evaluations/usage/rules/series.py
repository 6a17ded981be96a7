"""Putting rows of several collectors and lengths together, day by day and week by week. What nobody saw stays None."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from evaluations.usage.models import MEASURES

LEVELS = frozenset(
    {
        "eligible_users",
        "active_users",
        "effective_users",
        "using_organisations",
        "eligible_organisations",
        "busiest_minute",
        "cpu_p95",
    }
)
"""Measures that are not added up over days: the same person, or organisation, on two days is one, and a load is no amount."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one collector says about the ``period_days`` days up to and including ``day``; measures it does not know are absent.

    ``failed``: the Sundays of the weeks in which it failed. What it tells of them stands, but its zeros say nothing.
    """

    day: date
    period_days: int
    coverage: float
    measures: Mapping[str, int]
    failed: Collection[date] = ()

    def measures_on(self, day: date) -> Mapping[str, int]:
        """What it says of a day of its period."""
        if not self.failed or day + timedelta(days=6 - day.weekday()) not in self.failed:
            return self.measures
        return {name: value for name, value in self.measures.items() if value}


@dataclass(frozen=True, slots=True)
class Point:
    """One day, or the days from ``since`` through ``until``. ``measures`` lacks what nobody knows.

    ``coverage`` is the share that was seen (0–1), None when nobody looked. Over several days counts are added up, levels are the
    largest of any day or period: at least so many people.
    """

    since: date
    until: date
    coverage: float | None
    measures: Mapping[str, float] = field(default_factory=dict)

    def value(self, measure: str) -> float | None:
        return self.measures.get(measure)


def by_day(seen: Iterable[Seen], *, since: date, until: date) -> list[Point]:
    """A point for every day. Where rows overlap the finer one is read, of equally fine ones the one that saw more.

    A longer row's counts are spread evenly over its days; its number of people holds for each of them. A collector that failed and
    told nothing but zeros did not look.
    """
    days = (until - since).days + 1
    found: list[dict[str, float]] = [{} for _day in range(days)]
    coverage: list[float | None] = [None] * days
    for row in sorted(seen, key=_rank):
        begin = (row.day - since).days - row.period_days + 1
        for place in range(max(begin, 0), min(begin + row.period_days, days)):
            measures = row.measures_on(since + timedelta(days=place))
            if row.measures and not measures:
                continue
            coverage[place] = max(coverage[place] or 0.0, row.coverage)
            for name, value in measures.items():
                found[place].setdefault(name, value if name in LEVELS else value / row.period_days)
    return [
        Point(since + timedelta(days=place), since + timedelta(days=place), coverage[place], found[place])
        for place in range(days)
    ]


def _rank(row: Seen) -> tuple[object, ...]:
    """Finer first, then fuller, then later, then larger: never the order in which rows came."""
    values = sorted((name, -value) for name, value in row.measures.items())
    return row.period_days, -row.coverage, -row.day.toordinal(), values


def by_week(points: Sequence[Point]) -> list[Point]:
    """Days put together by calendar week (Monday to Sunday); the first and last may be shorter."""
    weeks: dict[date, list[Point]] = {}
    for point in points:
        weeks.setdefault(point.since - timedelta(days=point.since.weekday()), []).append(point)
    return [_together(days) for days in weeks.values()]


def _together(days: Sequence[Point]) -> Point:
    looked = [day.coverage for day in days if day.coverage is not None]
    measures: dict[str, float] = {}
    for name in MEASURES:
        known = [day.measures[name] for day in days if name in day.measures]
        if known:
            measures[name] = max(known) if name in LEVELS else round(sum(known), 2)
    coverage = round(sum(looked) / len(days), 4) if looked else None
    return Point(days[0].since, days[-1].until, coverage, measures)
