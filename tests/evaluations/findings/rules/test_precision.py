"""Intervals, labels, and the line a proposal moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.findings.enums import Dismissal, Ruled, SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.policies import PARAMETERS, changed, obstacles_to_changes
from evaluations.findings.rules.precision import TIGHTER, borne_out, tightened, wilson


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(part: int, whole: int) -> None:
    part = min(part, whole)
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole + 1e-9
    assert part / whole - 1e-9 <= high <= 1


def test_nothing_counted_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("outcome", "code", "signals", "label"),
    [
        (Ruled.CONFIRMED, "", ["U1"], True),
        (Ruled.DISMISSED, Dismissal.SEASONAL, ["U1"], False),
        (Ruled.DISMISSED, Dismissal.BEING_MENDED, ["U1"], None),
        (Ruled.DATA_PROBLEM, "", ["U1"], False),
        (Ruled.DATA_PROBLEM, "", ["data"], True),
    ],
)
def test_a_decision_is_a_label(outcome: str, code: str, signals: list[str], label: bool | None) -> None:
    assert borne_out(outcome, code, signals) is label


@pytest.mark.parametrize("signal", TIGHTER)
def test_what_is_proposed_is_always_a_change_that_may_be_drafted(signal: SignalName) -> None:
    numbers = Parameters()
    changes = {
        name: {"value": value, "reason": "x", "provenance": "expert", "source": ""}
        for name, value in tightened(numbers, signal).items()
    }
    assert obstacles_to_changes(numbers, changes) == []
    assert changed(numbers, changes) != numbers
    assert changes.keys() <= PARAMETERS.keys()
