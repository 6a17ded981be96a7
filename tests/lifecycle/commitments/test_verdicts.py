"""A promise against what was measured."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.commitments.enums import Direction, Verdict
from lifecycle.commitments.rules import judge


@dataclass(frozen=True)
class Promised:
    target: Decimal
    direction: str = Direction.HIGHER
    tolerance_percent: Decimal = Decimal(5)


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        ("85", "met"),
        ("80.01", "met"),
        ("80", "met"),
        ("79.99", "within_tolerance"),
        ("76", "within_tolerance"),
        ("75.99", "missed"),
    ],
)
def test_higher_is_better_and_the_tolerance_lies_below_the_target(measured: str, verdict: str) -> None:
    assert judge(Promised(Decimal(80)), Decimal(measured)) == verdict


@pytest.mark.parametrize(
    ("measured", "verdict"), [("0", "met"), ("8", "met"), ("8.4", "within_tolerance"), ("8.41", "missed")]
)
def test_lower_is_better_and_the_tolerance_lies_above_the_target(measured: str, verdict: str) -> None:
    assert judge(Promised(Decimal(8), Direction.LOWER), Decimal(measured)) == verdict


def test_no_data_is_neither_zero_nor_a_miss() -> None:
    assert judge(Promised(Decimal(0)), None) == Verdict.NOT_MEASURABLE
    assert judge(Promised(Decimal(80)), None) == Verdict.NOT_MEASURABLE


def test_a_target_of_zero_leaves_no_tolerance() -> None:
    nothing_left = Promised(Decimal(0), Direction.LOWER, Decimal(30))
    assert [judge(nothing_left, Decimal(each)) for each in ("0", "0.0001")] == ["met", "missed"]


numbers = st.decimals(min_value=-1000, max_value=1000, places=2)
ORDER = [Verdict.MISSED, Verdict.WITHIN_TOLERANCE, Verdict.MET]


@given(
    target=numbers,
    one=numbers,
    other=numbers,
    tolerance=st.decimals(min_value=0, max_value=30, places=1),
    direction=st.sampled_from(Direction),
)
def test_a_better_value_never_gets_a_worse_verdict(
    target: Decimal, one: Decimal, other: Decimal, tolerance: Decimal, direction: Direction
) -> None:
    promised = Promised(target, direction, tolerance)
    worse, better = sorted((one, other), reverse=direction == Direction.LOWER)
    assert ORDER.index(judge(promised, worse)) <= ORDER.index(judge(promised, better))
