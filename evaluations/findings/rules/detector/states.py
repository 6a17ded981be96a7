"""What is remembered of a system from one week to the next: one record of fixed length, however long its history.

A fold of ``measures.advance`` over all weeks of the axis builds it; a night only goes on from where
the last one ended, and ends where a fold from the beginning would.
"""

import numpy as np
import numpy.typing as npt

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Reals, Whole
from evaluations.findings.rules.detector.quantities import COMPARED, RISING, SUMS
from evaluations.findings.rules.detector.rhythms import slots

States = npt.NDArray[np.void]
"""A record per system; ``states["idle"]`` is a view on all of them."""

HELD = tuple(SignalName)
"""The signals with bands and holds, in the order states keep them."""
_PLACES = {name: place for place, name in enumerate(HELD)}

BLOCKS = 4
"""Blocks of four weeks over which shares are taken, the running one among them."""
PAST = 16
"""Weeks of which the volume is remembered: those before an assessment, and after it."""

JUDGED = (
    ("judged_week", "<i2"),  # the last week in which use could be judged, -1: none yet
    ("judged_coverage", "<f8"),
    ("judged_idle", "<f8"),
    ("judged_zero_cycles", "<i2"),
    ("judged_eligible", "<f8"),
    ("judged_reached", "<f8"),
    ("judged_reach_upper", "<f8"),
    ("judged_typical", "<f8"),
    ("judged_cycles_used", "<i2"),
    ("judged_cycles_known", "<i2"),
    ("judged_marks", "<u2"),
)
"""The figures of that week, which signals and evidence go by until there is a later one."""


def state_type(numbers: Parameters) -> np.dtype[np.void]:
    """The record of one system. Sums of coverage are percent × duty days; bounds end at :data:`MOST`."""
    ring = (slots(numbers),)
    return np.dtype(
        [
            ("covered_weeks", "<u2"),
            ("used_days", "<u4"),
            ("users", "<f8"),
            ("together", "?"),  # at some time visits did not come one by one
            ("idle", "<u4"),  # percent × duty days proven without use since the last possible use
            ("quiet", "<u4"),  # percent × duty days proven without use, whoever came between
            ("zero_cycles", "<u2"),  # complete cycles proven without use since then
            ("idle_before", "<u4"),  # both, as they were before the two weeks of the last assessment
            ("zero_before", "<u2"),
            ("eligible", "<f8"),  # as last told, -1: never
            ("first_told", "<i4"),  # days on the axis, -1: none
            ("last_possible", "<i4"),
            ("last_proven", "<i4"),
            ("active", "<u8"),  # a bit per known week, the last one lowest: possible use
            ("machine", "<u8"),  # the same of weeks in which calls were counted
            ("machine_known", "<u2"),
            ("whole", "u1"),  # a bit per week with a duty day: whether each of these was told of
            ("busy", "u1"),  # the same: whether each saw possible use
            ("monitored", "<f8"),  # share of the window seen, as of the last week without an outage
            ("called", "<u8"),  # a bit per week of the calendar: calls by machines
            *JUDGED,
            ("seen", "<u4", ring),  # of each cycle that the longest window may hold, at its number modulo the slots
            ("owed", "<u2", ring),
            ("lost", "<u2", ring),
            ("bound", "<f8", ring),
            ("marks", "<u2", ring),
            ("cycle_used", "?", ring),
            ("cycle_zero", "?", ring),
            ("sums", "<f4", (BLOCKS, SUMS)),
            ("near", "u1", (BLOCKS,)),  # periods in which use lay just above its target
            ("near_of", "u1", (BLOCKS,)),  # periods of which that can be said
            ("volume", "<f4", (PAST, len(RISING))),  # of each week at its number modulo the length, -1: unknown
            ("counted", "<f4", (PAST, len(COMPARED))),  # of each week likewise, by machines
            (
                "compared",
                "<f4",
                (BLOCKS, len(COMPARED), 4),
            ),  # reported; counted at least, at most; days, where both told
            ("height", "<f4"),  # of the last assessment judged: the figure that rose most before it, against the usual
            ("highest", "u1"),  # which of what may rise that was
            ("assessed", "<i4"),  # its week from the epoch, 0: none yet
            ("using", "<f4", (BLOCKS,)),  # organisations using it, at most in one week
            ("using_assessed", "<f4", (BLOCKS,)),  # the same of the two weeks of an assessment
            ("organisations", "<f4"),  # it is meant for, as last told
            ("released", "<i4"),  # days from the epoch, 0: none
            ("release_told", "<i4"),  # the last day of which it is known whether anything was released
            ("release_first", "<i4"),  # the first such day
            ("on", "?", (len(HELD),)),
            ("count", "<u2", (len(HELD),)),
            ("began", "<i2", (len(HELD),)),
        ]
    )


def blank(systems: int, numbers: Parameters) -> States:
    """What is remembered of systems of which nothing is known."""
    states = np.zeros(systems, state_type(numbers))
    for name in ("first_told", "last_possible", "last_proven", "judged_week", "began"):
        states[name] = -1
    states["eligible"] = states["judged_eligible"] = -1
    states["volume"] = states["counted"] = -1
    return states


def place_of(name: SignalName) -> int:
    """Where states keep a signal."""
    return _PLACES[name]


def reaches(states: States) -> Reals:
    """The share of those it is meant for that each system reached when it was judged last: in its best cycle, or in one on average
    where that is less; NaN: unknown."""
    known = (states["judged_week"] >= 0) & (states["judged_eligible"] > 0)
    came = np.minimum(states["judged_reached"], states["judged_typical"])
    return np.where(known, came / np.maximum(states["judged_eligible"], 1), np.nan)


def slots_of(states: States, cycles: Whole) -> Whole:
    """Where cycles are kept."""
    count: int = states["seen"].shape[1]
    return cycles % count
