"""Computing measures from what was seen of a period. Three answers: a value, bounds, or why there is none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_noop

from evaluations.appraisals.enums import Gap, Measure
from evaluations.usage.rules.series import Point

MONTH_DAYS = 30
YEAR_DAYS = 365
CYCLE_SEEN = 0.5
"""Share of a cycle's days that must have been seen before it says anything."""

PERCENT = "%"
UNITS: Mapping[str, str] = {
    Measure.EFFECTIVE_SHARE: PERCENT,
    Measure.EFFECTIVE_USERS: gettext_noop("people a month"),
    Measure.ACTIONS_PER_PERSON: gettext_noop("times a month"),
    Measure.SUBSTANTIVE_ACTIONS: gettext_noop("times a month"),
    Measure.CYCLES_WITH_USE: PERCENT,
    Measure.COMPLETION_RATE: PERCENT,
    Measure.MINUTES_PER_CASE: gettext_noop("minutes"),
    Measure.ERROR_RATE: PERCENT,
    Measure.COST_PER_USE: gettext_noop("yuan"),
    Measure.INBOUND_CALLS: gettext_noop("times a month"),
    Measure.ACTIVE_USERS: gettext_noop("people a month"),
    Measure.LOGIN_RATE: PERCENT,
    Measure.CHECKIN_RATE: gettext_noop("times a month"),
}
"""What each measure is counted in."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row that counts people: so many different ones from ``since`` through ``until``."""

    since: date
    until: date
    people: int

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one system and period. One point per day; ``on_duty`` and ``expected`` say of each day whether the system
    is in season, and whether somebody is at work then, too. ``cycles`` lists the days (as places) of each whole cycle of work,
    ``None`` where nobody can say when it is due. ``told``: {measure of people: rows}. Costs in fen a year.
    """

    points: Sequence[Point]
    on_duty: Sequence[bool]
    expected: Sequence[bool]
    cycles: Sequence[Sequence[int]] | None
    eligible: int | None
    annual_cost_fen: int | None
    told: Mapping[str, Sequence[Told]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """``low`` and ``high`` are equal where the value is known, and None where there is none; ``coverage`` is 0–1."""

    low: Decimal | None = None
    high: Decimal | None = None
    coverage: Decimal = Decimal(0)
    gap: Gap | str = ""
    basis: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        return self.low is not None


def measured(measure: str, facts: Facts, *, least: Decimal) -> Measured:
    """One measure; below the ``least`` coverage (0–1) its value is withheld: no data is not zero."""
    found = _COMPUTED[Measure(measure)](facts)
    if found.is_known and found.coverage < least:
        return Measured(coverage=found.coverage, gap=Gap.LOW_COVERAGE, basis=found.basis)
    return found


def coverage_of(facts: Facts, *needed: str) -> Decimal:
    """The share of the expected days on which all these measures were counted, each day weighed with how much was seen."""
    days = [point for point, expected in zip(facts.points, facts.expected, strict=True) if expected]
    seen = sum((point.coverage or 0) for point in days if all(name in point.measures for name in needed))
    return _ratio(seen, len(days)) if days else Decimal(0)


def _ratio(one: float, other: float) -> Decimal:
    return (Decimal(str(one)) / Decimal(str(other))).quantize(Decimal("0.0001"))


def _known(facts: Facts, *needed: str) -> list[Point]:
    """Days in season on which all these were counted."""
    return [
        point
        for point, on_duty in zip(facts.points, facts.on_duty, strict=True)
        if on_duty and all(name in point.measures for name in needed)
    ]


def _sum(points: Sequence[Point], name: str) -> Decimal:
    return Decimal(str(round(sum(point.measures[name] for point in points), 2)))


def _exactly(value: Decimal, coverage: Decimal, **basis: object) -> Measured:
    value = value.quantize(Decimal("0.0001"))
    return Measured(low=value, high=value, coverage=coverage, basis={name: str(said) for name, said in basis.items()})


def _a_month(name: str, *, per_person: bool = False) -> Callable[[Facts], Measured]:
    """A count for 30 days in season, if asked for each person it is meant for."""

    def compute(facts: Facts) -> Measured:
        known, coverage = _known(facts, name), coverage_of(facts, name)
        if not known:
            return Measured(gap=Gap.NO_DATA)
        if per_person and not facts.eligible:
            return Measured(coverage=coverage, gap=Gap.NO_BASE)
        total = _sum(known, name)
        rate = total * MONTH_DAYS / len(known) / ((facts.eligible or 1) if per_person else 1)
        return _exactly(rate, coverage, **{name: total, "days": len(known)})

    return compute


def _share(part: str, whole: str) -> Callable[[Facts], Measured]:
    """In percent of days on which both were counted; never above 100, as what was begun earlier may end now."""

    def compute(facts: Facts) -> Measured:
        known, coverage = _known(facts, part, whole), coverage_of(facts, part, whole)
        if not known:
            return Measured(gap=Gap.NO_DATA)
        one, other = _sum(known, part), _sum(known, whole)
        if not other:
            return Measured(coverage=coverage, gap=Gap.NO_BASE)
        return _exactly(min(one * 100 / other, Decimal(100)), coverage, **{part: one, whole: other})

    return compute


def _cost_per_use(facts: Facts) -> Measured:
    known, coverage = _known(facts, "substantive_actions"), coverage_of(facts, "substantive_actions")
    if not known:
        return Measured(gap=Gap.NO_DATA)
    actions = _sum(known, "substantive_actions")
    if not actions or facts.annual_cost_fen is None:
        return Measured(coverage=coverage, gap=Gap.NO_BASE)
    in_a_year = actions / len(known) * sum(facts.on_duty) / len(facts.points) * YEAR_DAYS
    cost = Decimal(facts.annual_cost_fen) / 100
    return _exactly(cost / in_a_year, coverage, substantive_actions=actions, annual_cost_fen=facts.annual_cost_fen)


def _minutes_per_case(facts: Facts) -> Measured:
    known, coverage = _known(facts, "case_seconds", "completed"), coverage_of(facts, "case_seconds", "completed")
    if not known:
        return Measured(gap=Gap.NO_DATA)
    seconds, completed = _sum(known, "case_seconds"), _sum(known, "completed")
    if not completed:
        return Measured(coverage=coverage, gap=Gap.NO_BASE)
    return _exactly(seconds / completed / 60, coverage, case_seconds=seconds, completed=completed)


def _cycles_with_use(facts: Facts) -> Measured:
    if facts.cycles is None:
        return Measured(gap=Gap.NO_RHYTHM)
    if not facts.cycles:
        return Measured(gap=Gap.NO_DATA)
    told = [_was_used([facts.points[place] for place in cycle]) for cycle in facts.cycles]
    seen = [used for used in told if used is not None]
    if not seen:
        return Measured(gap=Gap.NO_DATA)
    return _exactly(
        Decimal(sum(seen)) * 100 / len(seen),
        _ratio(len(seen), len(told)),
        cycles=len(told),
        cycles_seen=len(seen),
        cycles_used=sum(seen),
    )


def _was_used(days: Sequence[Point]) -> bool | None:
    """Whether anything substantive was done; a zero of a wider measure proves there was not, a positive one proves nothing."""
    if any(
        point.measures.get(name) for point in days for name in ("substantive_actions", "effective_users", "completed")
    ):
        return True
    wider = ("substantive_actions", "effective_users", "active_users", "sessions")
    silent = [point for point in days if any(point.measures.get(name) == 0 for name in wider)]
    return False if len(silent) >= CYCLE_SEEN * len(days) else None


def _people(name: str, *, share: bool = False) -> Callable[[Facts], Measured]:
    """Different people of a month, on average over the months; if asked in percent of those it is meant for.

    Only a row over about a month counts them. From shorter rows no more is known than the largest of them and their sum.
    """

    def compute(facts: Facts) -> Measured:
        months: dict[tuple[int, int], int] = {}
        for point in _known(facts, name):
            months[point.since.year, point.since.month] = months.get((point.since.year, point.since.month), 0) + 1
        coverage = coverage_of(facts, name)
        if not months:
            return Measured(gap=Gap.NO_DATA)
        if share and not facts.eligible:
            return Measured(coverage=coverage, gap=Gap.NO_BASE)
        bounds = {month: _bounds(facts.told.get(name, ()), month, facts.eligible) for month in months}
        days = sum(months.values())
        scale = Decimal(100) / facts.eligible if share and facts.eligible else Decimal(1)
        low, high = (
            (sum((Decimal(bounds[month][end]) * count for month, count in months.items()), Decimal(0)) / days * scale)
            for end in (0, 1)
        )
        fine = Decimal("0.0001")
        basis = {"months": str(len(months)), "eligible_users": str(facts.eligible or "")}
        return Measured(low=low.quantize(fine), high=high.quantize(fine), coverage=coverage, basis=basis)

    return compute


def _bounds(told: Sequence[Told], month: tuple[int, int], eligible: int | None) -> tuple[int, int]:
    """At least and at most so many different people in a calendar month."""
    within = [row for row in told if (row.until.year, row.until.month) == month]
    monthly = [row.people for row in within if 28 <= row.days <= 31]  # noqa: PLR2004 (about a month)
    if monthly:
        return max(monthly), sum(monthly)
    fine = [row.people for row in within if row.days < 28]  # noqa: PLR2004 (shorter than any month)
    if fine:
        low, high = max(fine), sum(fine)
    else:
        longer = [row.people for row in told if row.days > 31 and _reaches(row, month)]  # noqa: PLR2004 (longer than any)
        low, high = 0, max(longer, default=0)
    return low, max(low, min(high, eligible)) if eligible else high


def _reaches(row: Told, month: tuple[int, int]) -> bool:
    return (row.since.year, row.since.month) <= month <= (row.until.year, row.until.month)


_COMPUTED: Mapping[Measure, Callable[[Facts], Measured]] = {
    Measure.EFFECTIVE_SHARE: _people("effective_users", share=True),
    Measure.EFFECTIVE_USERS: _people("effective_users"),
    Measure.ACTIONS_PER_PERSON: _a_month("substantive_actions", per_person=True),
    Measure.SUBSTANTIVE_ACTIONS: _a_month("substantive_actions"),
    Measure.CYCLES_WITH_USE: _cycles_with_use,
    Measure.COMPLETION_RATE: _share("completed", "started"),
    Measure.MINUTES_PER_CASE: _minutes_per_case,
    Measure.ERROR_RATE: _share("errors", "sessions"),
    Measure.COST_PER_USE: _cost_per_use,
    Measure.INBOUND_CALLS: _a_month("inbound_calls"),
    Measure.ACTIVE_USERS: _people("active_users"),
    Measure.LOGIN_RATE: _people("active_users", share=True),
    Measure.CHECKIN_RATE: _a_month("checkins", per_person=True),
}
