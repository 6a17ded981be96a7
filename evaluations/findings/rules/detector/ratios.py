"""Ease of use and honest figures: the share one sum has in another, over the last three to four blocks of four weeks.

A ratio is added up only where all it is made of was counted, so that what nobody counts neither helps nor harms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import UNKNOWN, Flags, Pair, Reals, answers
from evaluations.findings.rules.detector.counting import wilson_upper
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.quantities import OF_RATIOS, RATIOS, SUMS, Ratio, told
from evaluations.findings.rules.detector.states import BLOCKS, States

BLOCK_WEEKS: Final = 4

HARDSHIP: Final = (
    SignalName.COMPLETION,
    SignalName.ERRORS,
    SignalName.SLOWNESS,
    SignalName.CORRECTIONS,
    SignalName.IDLE_SESSIONS,
    SignalName.SATISFACTION,
    SignalName.COMPLAINTS,
    SignalName.ON_ORDER,
)
FLATTERY: Final = (
    SignalName.CHECKINS,
    SignalName.SPIKE,
    SignalName.LOCKSTEP,
    SignalName.BUNCHING,
    SignalName.DISAGREEMENT,
    SignalName.UNREAD,
)
OF_USERS: Final = frozenset({*HARDSHIP, *FLATTERY})
ORGANISATIONAL: Final = frozenset({SignalName.ON_ORDER, SignalName.COMPLAINTS})
"""Signals that speak of how use is ordered or received; every other hardship speaks of the program."""


_COMPLAINTS: Final = next(place for place, each in enumerate(RATIOS) if each.signal == SignalName.COMPLAINTS)
_WEEK: Final = 7


def slot_of(states: States, names: tuple[str, ...], *, week: int) -> int:
    """Where the block of a week (from the epoch) is kept; the first week of a block begins it anew in these fields."""
    slot = week // BLOCK_WEEKS % BLOCKS
    if week % BLOCK_WEEKS == 0:
        for name in names:
            states[name][:, slot] = 0
    return slot


def add(states: States, sums: Reals, *, week: int) -> None:
    """Add one week's columns; ``week`` is counted from the epoch."""
    slot = slot_of(states, ("sums",), week=week)
    states["sums"][:, slot] += sums[:, :SUMS]
    part, whole, known = complaints_and_people(sums)
    for column, joined in ((_COMPLAINTS, part), (_COMPLAINTS + len(RATIOS), whole)):
        states["sums"][:, slot, column] += np.where(known, joined - sums[:, column], 0)


def complaints_and_people(sums: Reals) -> tuple[Reals, Reals, Flags]:
    """Complaints and users of a week, whoever told each, and where both were: over the shorter of the times they are told for."""
    complaints, of_days, people, by_days = (
        sums[:, told(name)] for name in ("complaints", "complaint_days", "people", "people_days")
    )
    days = np.minimum(of_days, by_days)
    return complaints * days / np.maximum(of_days, 1), people * days / _WEEK, days > 0


def judged(
    states: States, asked: Flags, came: Flags, facts: Facts, numbers: Parameters
) -> Iterator[tuple[SignalName, Pair]]:
    """Whether each ratio crosses its lines, where it was ``asked`` and there is enough to take a share of.

    How a system is to use, and how honest its figures are, is asked of weeks in which anybody ``came``: another one adds nothing.

    It enters only if it would without any one of its blocks, too: one bad month, or one event, is no way a system is.
    """
    wholes = states["sums"][:, :, len(RATIOS) : OF_RATIOS].sum(axis=1, dtype=np.float64)
    for place, ratio in enumerate(RATIOS):
        per = np.asarray(getattr(facts, ratio.per), np.float64) if ratio.per else np.ones(len(states))
        known = (came if ratio.signal in OF_USERS else asked) & (per > 0)
        rows = np.flatnonzero(known & (wholes[:, place] >= getattr(numbers, ratio.least)))
        enter, leave = np.full((2, len(states)), UNKNOWN, np.int8)
        if len(rows):  # most ratios are known of few
            blocks = states["sums"][rows][:, :, [place, place + len(RATIOS)]].astype(np.float64)
            enter[rows], leave[rows] = _crossed(ratio, blocks, per[rows], numbers)
        yield ratio.signal, (enter, leave)


def _crossed(ratio: Ratio, blocks: Reals, per: Reals, numbers: Parameters) -> Pair:
    """Both lines, of systems of which enough is counted; ``blocks``: part and whole of each block."""
    total = blocks.sum(axis=1)
    counted = blocks[:, :, 1] > 0
    whole, rest = _Share(ratio, total, per), _Share(ratio, total[:, None] - blocks, per[:, None])
    crossed = whole.enters(numbers) & (rest.enters(numbers) | ~counted).all(axis=1)
    leaves = whole.leaves(numbers)
    return answers(crossed, known=counted.sum(axis=1) > 1), answers(leaves, known=np.ones_like(leaves))


@dataclass(frozen=True)
class _Share:
    """A ratio of parts and wholes (the last axis), the wholes multiplied by ``per``."""

    ratio: Ratio
    sums: Reals
    per: Reals

    @property
    def value(self) -> Reals:
        return np.asarray(self.ratio.times * self.sums[..., 0] / np.maximum(self.sums[..., 1] * self.per, 1))

    def enters(self, numbers: Parameters) -> Flags:
        line = getattr(numbers, f"{self.ratio.line}_enter")
        if self.ratio.above:
            return np.asarray(self.value > line)
        if self.ratio.bounded:
            return np.asarray(wilson_upper(self.sums[..., 0], self.sums[..., 1], numbers.reach_z) < line)
        return np.asarray(self.value < line)

    def leaves(self, numbers: Parameters) -> Flags:
        line = getattr(numbers, f"{self.ratio.line}_leave")
        return np.asarray(self.value < line if self.ratio.above else self.value > line)


def began(week: int) -> int:
    """The first week of the blocks that are remembered at the end of a week; both from the epoch."""
    return (week // BLOCK_WEEKS - BLOCKS + 1) * BLOCK_WEEKS


def shares(states: States, place: int, facts: Facts) -> Reals:
    """What the ratio at a place comes to, in what it is told in; 0 of nothing."""
    ratio = RATIOS[place]
    per = np.asarray(getattr(facts, ratio.per), np.float64) if ratio.per else np.ones(len(states))
    return _Share(ratio, np.column_stack(totals(states, place)), per).value


def totals(states: States, place: int) -> tuple[Reals, Reals]:
    """Part and whole of a ratio over the blocks that are remembered."""
    sums = states["sums"][:, :, [place, place + len(RATIOS)]].sum(axis=1, dtype=np.float64)
    return sums[:, 0], sums[:, 1]
