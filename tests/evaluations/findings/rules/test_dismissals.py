"""A dismissal silences only the rule and the evidence that were judged."""

from typing import Any

import pytest

from evaluations.findings.enums import SignalName
from evaluations.findings.rules.dismissals import GROWS, SHRINKS, speaks_again


def evidence(**values: float) -> dict[str, Any]:
    return {"signals": [{"signal": SignalName[name], "value": value} for name, value in values.items()]}


@pytest.mark.parametrize(
    ("before", "now", "again"),
    [
        ({"RECENCY": 100}, {"RECENCY": 149}, False),
        ({"RECENCY": 100}, {"RECENCY": 150}, True),
        ({"REACH": 0.04}, {"REACH": 0.021}, False),
        ({"REACH": 0.04}, {"REACH": 0.02}, True),
        ({"REACH": 0.0}, {"REACH": 0.0}, False),
        ({"CYCLES": 0.2}, {"CYCLES": 0.1}, True),
        ({"MONITORING": 0.6}, {"MONITORING": 0.3}, True),
        ({"NEVER_USED": 0}, {"NEVER_USED": 0}, False),
        ({"CHECKINS": 0.7}, {"CHECKINS": 0.84}, False),
        ({"CHECKINS": 0.7}, {"CHECKINS": 0.86}, True),
        ({"CHECKINS": 1.0}, {"CHECKINS": 1.0}, False),
        ({"ERRORS": 0.02}, {"ERRORS": 0.031}, True),
        ({"SLOWNESS": 2.0}, {"SLOWNESS": 2.9}, False),
        ({"COMPLETION": 0.6}, {"COMPLETION": 0.3}, True),
        ({"OWNERLESS": 0}, {"OWNERLESS": 0}, False),
        ({"MACHINE_USE": 8}, {"MACHINE_USE": 2}, False),
        ({"RECENCY": 100, "REACH": 0.04}, {"RECENCY": 110}, False),
        ({"RECENCY": 100}, {"RECENCY": 110, "REACH": 0.04}, True),
    ],
)
def test_it_speaks_again_when_another_signal_holds_or_one_worsened_by_half(
    before: dict[str, float], now: dict[str, float], *, again: bool
) -> None:
    assert speaks_again(evidence(**before), evidence(**now), worsening=0.5) == again


def test_of_every_signal_it_is_said_which_way_is_worse() -> None:
    assert {*SignalName} - GROWS - SHRINKS == {SignalName.NEVER_USED, SignalName.MACHINE_USE}
    assert not GROWS & SHRINKS
