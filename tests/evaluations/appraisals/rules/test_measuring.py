"""No data is not zero; what is only bounded is told as bounds."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.appraisals.enums import Gap, Measure
from evaluations.appraisals.rules.measuring import Facts, Measured, Told, measured
from evaluations.usage.rules.series import Point

FIRST = date(2026, 6, 1)
LEAST = Decimal("0.8")


def facts(days: Sequence[Mapping[str, float] | None], **known: Any) -> Facts:
    """A day each from FIRST on; ``None``: nobody looked."""
    points = [
        Point(day := FIRST + timedelta(days=place), day, None if told is None else 1.0, told or {})
        for place, told in enumerate(days)
    ]
    weeks = [list(range(start, start + 7)) for start in range(0, len(days) - 6, 7)]
    given = {
        "on_duty": [True] * len(days),
        "expected": [True] * len(days),
        "cycles": weeks,
        "eligible": 100,
        "annual_cost_fen": 36_500_00,
        **known,
    }
    return Facts(points=points, **given)


def compute(measure: Measure, days: Sequence[Mapping[str, float] | None], **known: Any) -> Measured:
    return measured(measure, facts(days, **known), least=LEAST)


@pytest.mark.parametrize("measure", Measure.values)
def test_nothing_counted_is_no_data_for_every_measure(measure: str) -> None:
    found = compute(Measure(measure), [None] * 28)
    assert (found.low, found.high, found.gap) == (None, None, Gap.NO_DATA)


def test_a_counted_zero_is_zero() -> None:
    found = compute(Measure.SUBSTANTIVE_ACTIONS, [{"substantive_actions": 0}] * 28)
    assert (found.low, found.high, found.coverage, found.gap) == (Decimal(0), Decimal(0), Decimal(1), "")


def test_a_rate_is_for_thirty_days() -> None:
    assert compute(Measure.SUBSTANTIVE_ACTIONS, [{"substantive_actions": 4}] * 28).low == Decimal(120)
    assert compute(Measure.ACTIONS_PER_PERSON, [{"substantive_actions": 4}] * 28).low == Decimal("1.2")


def test_below_the_least_coverage_the_value_is_withheld() -> None:
    told = [{"substantive_actions": 4}] * 22
    found = compute(Measure.SUBSTANTIVE_ACTIONS, [*told, *[None] * 6])
    assert (found.low, found.coverage, found.gap) == (None, Decimal("0.7857"), Gap.LOW_COVERAGE)
    enough = compute(Measure.SUBSTANTIVE_ACTIONS, [*told, {"substantive_actions": 4}, *[None] * 5])
    assert (enough.low, enough.coverage) == (Decimal(120), Decimal("0.8214"))


def test_a_share_needs_both_of_its_measures_and_something_to_divide_by() -> None:
    assert compute(Measure.COMPLETION_RATE, [{"completed": 3, "started": 4}] * 28).low == Decimal(75)
    assert compute(Measure.COMPLETION_RATE, [{"completed": 3}] * 28).gap == Gap.NO_DATA
    assert compute(Measure.COMPLETION_RATE, [{"completed": 0, "started": 0}] * 28).gap == Gap.NO_BASE
    assert compute(Measure.COMPLETION_RATE, [{"completed": 9, "started": 4}] * 28).low == Decimal(100)


def test_cost_per_use_is_unknown_without_a_cost_or_without_use() -> None:
    used = [{"substantive_actions": 10}] * 28
    assert compute(Measure.COST_PER_USE, used).low == Decimal(10)  # 36,500 yuan for 3,650 actions a year
    assert compute(Measure.COST_PER_USE, used, annual_cost_fen=None).gap == Gap.NO_BASE
    assert compute(Measure.COST_PER_USE, [{"substantive_actions": 0}] * 28).gap == Gap.NO_BASE


def test_cycles_with_use_counts_the_weeks_that_were_seen() -> None:
    used, silent, wider = {"substantive_actions": 1}, {"sessions": 0}, {"sessions": 9}
    found = compute(Measure.CYCLES_WITH_USE, [*[used] * 7, *[silent] * 7, *[used] * 14, *[silent] * 7])
    assert (found.low, found.coverage) == (Decimal(60), Decimal(1))
    unproven = compute(Measure.CYCLES_WITH_USE, [*[used] * 28, *[wider] * 7])
    assert (unproven.low, unproven.coverage) == (Decimal(100), Decimal("0.8"))


def test_a_system_without_a_rhythm_has_no_cycles_to_count() -> None:
    found = compute(Measure.CYCLES_WITH_USE, [{"substantive_actions": 1}] * 28, cycles=None)
    assert found.gap == Gap.NO_RHYTHM


def rows(*told: tuple[int, int, int]) -> dict[str, list[Told]]:
    """(first day of June, days, people)."""
    return {
        "effective_users": [
            Told(FIRST + timedelta(days=first - 1), FIRST + timedelta(days=first + days - 2), people)
            for first, days, people in told
        ]
    }


JUNE = [{"effective_users": 1}] * 30


def test_people_of_a_month_are_known_from_a_row_over_the_month() -> None:
    found = compute(Measure.EFFECTIVE_USERS, JUNE, told=rows((1, 30, 40), (3, 1, 12)))
    assert (found.low, found.high) == (Decimal(40), Decimal(40))


def test_people_of_single_days_only_bound_those_of_the_month() -> None:
    found = compute(Measure.EFFECTIVE_USERS, JUNE, told=rows((1, 1, 12), (2, 1, 9), (3, 1, 3)))
    assert (found.low, found.high) == (Decimal(12), Decimal(24))
    share = compute(Measure.EFFECTIVE_SHARE, JUNE, told=rows((1, 1, 12), (2, 1, 9), (3, 1, 3)), eligible=20)
    assert (share.low, share.high) == (Decimal(60), Decimal(100))


def test_people_of_a_longer_period_only_bound_from_above() -> None:
    found = compute(Measure.EFFECTIVE_USERS, JUNE, told=rows((1, 90, 40)))
    assert (found.low, found.high) == (Decimal(0), Decimal(40))


def test_a_share_of_those_it_is_meant_for_needs_their_number() -> None:
    assert compute(Measure.EFFECTIVE_SHARE, JUNE, told=rows((1, 30, 40)), eligible=None).gap == Gap.NO_BASE


@given(st.lists(st.none() | st.integers(0, 50), min_size=28, max_size=60))
def test_seeing_less_never_turns_into_a_zero(counts: list[int | None]) -> None:
    days = [None if count is None else {"substantive_actions": float(count)} for count in counts]
    found = compute(Measure.SUBSTANTIVE_ACTIONS, days)
    seen = [count for count in counts if count is not None]
    if found.low is None:
        assert len(seen) < len(counts)
        assert found.gap in {Gap.NO_DATA, Gap.LOW_COVERAGE}
    else:
        assert len(seen) * 10 >= len(counts) * 8
        assert (found.low == 0) == (sum(seen) == 0)
        assert found.low == found.high
