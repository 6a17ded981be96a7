from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from evaluations.findings.enums import SignalName
from evaluations.findings.rules.detector.evaluating import evaluate
from evaluations.findings.rules.detector.leaving import kept
from evaluations.findings.rules.detector.measures import Measures
from evaluations.findings.rules.detector.quantities import COLUMNS, RATIOS, volume
from evaluations.findings.rules.detector.states import States, blank, place_of
from tests.evaluations.findings.rules.detector.fleets import NUMBERS, laid, record

HISTORY = "0" * 20 + "xx" + "0" * 8
"""Used in the two weeks of an assessment, and else in none."""
AT = 21


def judged(
    history: str, *, on: Collection[SignalName], assessed: Collection[int] = (AT,), **given: Any
) -> tuple[Measures, States]:
    """What is measured at the end when some signals were on all along."""
    beat = laid(len(history))
    beat = replace(beat, assessed=frozenset(beat.first_week + week for week in assessed))
    sums = np.zeros((1, len(history), COLUMNS))
    amount, days = volume("sessions", reported=False)
    sums[0, :, amount], sums[0, :, days] = [400.0 if letter == "x" else 0.0 for letter in history], 7
    made = record(history, sums=sums, **given)
    states = blank(1, NUMBERS)
    for week in range(len(history)):
        for name in on:
            states["on"][:, place_of(name)] = True
        measures = evaluate(states, made, week, week=week, rhythm=beat, numbers=NUMBERS)
    return measures, states


FLATTERED = (SignalName.SPIKE, SignalName.UNREAD)


def test_use_that_came_for_an_assessment_leaves_reach_cycles_and_the_days_without_use() -> None:
    as_told, _states = judged(HISTORY, on=())
    without, _states = judged(HISTORY, on=FLATTERED)
    assert (float(as_told.reached[0]), float(without.reached[0])) == (300, 0)
    assert (int(as_told.cycles_used[0]), int(without.cycles_used[0])) == (2, 0)
    assert (float(as_told.zero_days[0]), float(without.zero_days[0])) == (40, 140)
    assert (int(as_told.zero_cycles[0]), int(without.zero_cycles[0])) == (8, 28)


def test_one_signal_alone_takes_nothing_away() -> None:
    assert judged(HISTORY, on=[SignalName.SPIKE])[0].reached.tolist() == [300]
    assert judged(HISTORY, on=[SignalName.UNREAD], assessed=())[0].reached.tolist() == [300]


def test_use_beside_the_assessment_stays() -> None:
    used = "0" * 18 + "x0xx" + "00x" + "0" * 5
    measures, _states = judged(used, on=FLATTERED)
    assert (float(measures.reached[0]), int(measures.cycles_used[0]), float(measures.zero_days[0])) == (300, 2, 25)


@pytest.mark.parametrize(
    ("signal", "part", "whole", "left"),
    [
        (SignalName.LOCKSTEP, 300, 1000, 1.0),  # at its line nothing leaves
        (SignalName.LOCKSTEP, 650, 1000, 0.5),
        (SignalName.LOCKSTEP, 1000, 1000, 0.0),
        (SignalName.UNREAD, 200, 1000, 1.0),
        (SignalName.UNREAD, 50, 1000, 0.25),
        (SignalName.CHECKINS, 800, 1000, 1.0),  # actions were counted, and check-ins are none
    ],
)
def test_what_leaves_is_what_lies_beyond_the_line(signal: SignalName, part: float, whole: float, left: float) -> None:
    measures, states = judged(HISTORY, on=FLATTERED)
    states["on"] = False
    states["on"][:, place_of(signal)] = True
    at = next(place for place, ratio in enumerate(RATIOS) if ratio.signal == signal)
    states["sums"][:, 0, [at, at + len(RATIOS)]] = part, whole
    assert round(float(kept(states, measures.window_marks, NUMBERS)[0]), 6) == left


def test_check_ins_leave_where_nothing_narrower_than_visits_was_counted() -> None:
    measures, states = judged("0" * 20 + "??" + "0" * 8, on=FLATTERED)
    states["on"][:, place_of(SignalName.CHECKINS)] = True
    states["on"][:, place_of(SignalName.UNREAD)] = False
    at = next(place for place, ratio in enumerate(RATIOS) if ratio.signal == SignalName.CHECKINS)
    states["sums"][:, 0, [at, at + len(RATIOS)]] = 800, 1000
    assert round(float(kept(states, measures.window_marks, NUMBERS)[0]), 6) == 0.5
