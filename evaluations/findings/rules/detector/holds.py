"""Bands and holds: a signal enters when its enter line was crossed for weeks on end, and leaves likewise."""

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.rules.detector import NO, YES, Answers, Flags
from evaluations.findings.rules.detector.states import States, place_of


def hold(
    states: States, name: SignalName, enter: Answers, leave: Answers, *, week: int, enter_weeks: int, leave_weeks: int
) -> Flags:
    """Evaluate a signal at the end of a week; whether it is on then.

    Entering takes ``enter_weeks`` yes in a row, leaving ``leave_weeks``. A no starts the count again; not enough data
    pauses it and flips nothing. ``began`` is the week in which the evaluations that let it enter, or may yet, began; -1: none.
    """
    place = place_of(name)
    now, count, began = (states[field][:, place] for field in ("on", "count", "began"))
    asked = np.where(now, leave, enter)
    began[~now & (asked == YES) & (count == 0)] = week
    count[asked == NO] = 0
    count[asked == YES] += 1
    flips = count >= np.where(now, leave_weeks, enter_weeks)
    now ^= flips
    count[flips] = 0
    began[~now & (count == 0)] = -1
    return now
