"""Bands and holds: a signal enters when its enter line was crossed for weeks on end, and leaves likewise."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import NO, UNKNOWN, YES, Flags, Pair
from evaluations.findings.rules.detector.states import HELD, States, place_of

AT_ONCE: Final = (SignalName.MACHINE_USE, SignalName.STALE, SignalName.DORMANT)
"""A guard does not wait, and the rules of accounts and groups say themselves how long."""
PROTECTING: Final = (SignalName.MACHINE_USE, SignalName.MONITORING)
"""What keeps a system from being called unused."""


def hold(
    states: States, crossed: Mapping[SignalName, Pair], *, week: int, doubtful: Flags, numbers: Parameters
) -> None:
    """Evaluate signals at the end of a week, in place; those that are not named are not known.

    Entering takes ``hold_enter_weeks`` yes in a row, leaving ``hold_leave_weeks``. A no starts the count again; not enough data
    pauses it and flips nothing, and so does a yes in a ``doubtful`` week, unless it protects. ``began`` is the week in which the
    evaluations that let it enter, or may yet, began; -1: none.
    """
    now, count, began = states["on"], states["count"], states["began"]
    enter, leave = np.full((2, *now.shape), UNKNOWN, np.int8)
    for name, (entering, leaving) in crossed.items():
        enter[:, place_of(name)], leave[:, place_of(name)] = entering, leaving
    waits = doubtful[:, None] & ~np.isin(np.arange(len(HELD)), [place_of(name) for name in PROTECTING])
    enter[waits & (enter == YES)] = UNKNOWN
    asked = np.where(now, leave, enter)
    yes = asked == YES
    began[~now & yes & (count == 0)] = week
    count[asked == NO] = 0
    count += yes
    enters, leaves = np.full((2, len(HELD)), [[numbers.hold_enter_weeks], [numbers.hold_leave_weeks]])
    at_once = [place_of(name) for name in AT_ONCE]
    enters[at_once] = leaves[at_once] = 1
    flips = count >= np.where(now, leaves, enters)
    now ^= flips
    count[flips] = 0
    began[~now & (count == 0)] = -1
