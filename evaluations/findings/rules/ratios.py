"""Ease of use and honest figures: the share one sum has in another, over the last three to four blocks of four weeks.

A ratio is added up only where all it is made of was counted, so that what nobody counts neither helps nor harms.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules import Answers, Flags, Reals, Whole, answers
from evaluations.findings.rules.axis import Axis
from evaluations.findings.rules.counting import ranges, wilson_upper
from evaluations.findings.rules.states import BLOCKS, SUMS, States

BLOCK_WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class Ratio:
    """``part`` and ``whole`` are measures added up; the whole is at least the parameter ``least`` before a share is taken.

    ``line`` names its parameters, ``…_enter`` and ``…_leave``; it enters ``above`` the line or below it. ``bounded``: below only
    when even the upper end of Wilson's interval is.
    """

    signal: SignalName
    part: tuple[str, ...]
    whole: tuple[str, ...]
    least: str
    line: str
    above: bool
    bounded: bool = False


RATIOS: Final = (
    Ratio(SignalName.COMPLETION, ("completed",), ("started",), "least_cases", "completion", above=False),
    Ratio(SignalName.ERRORS, ("errors",), ("sessions",), "least_visits", "errors", above=True),
    Ratio(SignalName.CORRECTIONS, ("corrected",), ("completed",), "least_cases", "corrections", above=True),
    Ratio(SignalName.IDLE_SESSIONS, ("substantive_actions",), ("sessions",), "least_visits", "acted", above=False),
    Ratio(
        SignalName.SATISFACTION,
        ("good_ratings",),
        ("ratings",),
        "least_ratings",
        "satisfaction",
        above=False,
        bounded=True,
    ),
    Ratio(SignalName.ON_ORDER, ("after_order",), ("substantive_actions",), "least_cases", "on_order", above=True),
    Ratio(
        SignalName.CHECKINS, ("checkins",), ("checkins", "substantive_actions"), "least_cases", "checkins", above=True
    ),
    Ratio(SignalName.LOCKSTEP, ("busiest_minute",), ("sessions",), "least_visits", "lockstep", above=True),
    Ratio(SignalName.UNREAD, ("records_read",), ("records",), "least_cases", "unread", above=False),
)
HARDSHIP: Final = (
    SignalName.COMPLETION,
    SignalName.ERRORS,
    SignalName.CORRECTIONS,
    SignalName.IDLE_SESSIONS,
    SignalName.SATISFACTION,
    SignalName.ON_ORDER,
)
FLATTERY: Final = (SignalName.CHECKINS, SignalName.LOCKSTEP, SignalName.UNREAD)
ORGANISATIONAL: Final = frozenset({SignalName.ON_ORDER})
"""Signals that speak of how use is ordered; every other hardship speaks of the program."""


def add(states: States, sums: Reals, *, week: int) -> None:
    """Add one week's sums (``systems × 2·ratios``: parts first, then wholes); ``week`` is counted from the epoch."""
    slot = week // BLOCK_WEEKS % BLOCKS
    if week % BLOCK_WEEKS == 0:
        states["sums"][:, slot] = 0
    states["sums"][:, slot] += sums


def judged(states: States, place: int, asked: Flags, numbers: Parameters) -> tuple[Answers, Answers]:
    """Whether the ratio at a place crosses its lines, where it was ``asked`` and there is enough to take a share of."""
    ratio = RATIOS[place]
    part, whole = totals(states, place)
    known = asked & (whole >= getattr(numbers, ratio.least))
    share = part / np.maximum(whole, 1)
    enter, leave = getattr(numbers, f"{ratio.line}_enter"), getattr(numbers, f"{ratio.line}_leave")
    if ratio.above:
        return answers(share > enter, known=known), answers(share < leave, known=known)
    least = wilson_upper(part, whole, numbers.reach_z) if ratio.bounded else share
    return answers(least < enter, known=known), answers(share > leave, known=known)


def totals(states: States, place: int) -> tuple[Reals, Reals]:
    """Part and whole of a ratio over the blocks that are remembered."""
    sums = states["sums"].sum(axis=1, dtype=np.float64)
    return sums[..., place], sums[..., place + len(RATIOS)]


@dataclass(frozen=True, slots=True)
class Sums:
    """What each ratio's parts and wholes add up to, per system (a row of the roster) and ISO week counted from the epoch, in order."""

    system: Whole
    week: Whole
    values: Reals

    @classmethod
    def none(cls) -> "Sums":
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, SUMS)))

    @classmethod
    def merged(cls, lines: Reals, system: Whole) -> "Sums":
        """Of lines ``system, collector, week, period, sums …``; ``system`` says which row of the roster each is about.

        Of a collector's rows that end in the same week the shortest speak, so that days and months are not counted twice; of several
        collectors the one that counted most.
        """
        order = np.lexsort((lines[:, 3], lines[:, 1], lines[:, 2], system))
        lines, system = lines[order], system[order]
        key = system * _WEEKS + lines[:, 2].astype(np.int64)
        series = np.r_[True, (np.diff(key) != 0) | (np.diff(lines[:, 1]) != 0)][: len(lines)]
        shortest = lines[series, 3][np.cumsum(series) - 1]
        lines, key = lines[lines[:, 3] == shortest], key[lines[:, 3] == shortest]
        begins = np.flatnonzero(np.diff(key, prepend=-1))
        values = np.maximum.reduceat(lines[:, 4:], begins, axis=0) if len(begins) else np.zeros((0, SUMS))
        return cls(key[begins] // _WEEKS, key[begins] % _WEEKS, values)

    def of(self, systems: Whole, axis: Axis) -> Reals:
        """``systems × weeks of the axis × sums``, 0 where nothing was told."""
        found = np.zeros((len(systems), axis.weeks, SUMS))
        low, high = np.searchsorted(self.system, systems), np.searchsorted(self.system, systems, side="right")
        told = ranges(low, high)
        row, week = np.repeat(np.arange(len(systems)), high - low), self.week[told] - axis.first_week
        on = (week >= 0) & (week < axis.weeks)
        found[row[on], week[on]] = self.values[told][on]
        return found


_WEEKS = 1 << 16
