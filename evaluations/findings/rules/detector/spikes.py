"""G2: use that rises before an assessment and falls back after it. What lasts, or has no assessment near, is no spike."""

from collections.abc import Collection
from typing import Final

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Pair, Reals, Whole, answers
from evaluations.findings.rules.detector.quantities import RATIOS, RISING, volume
from evaluations.findings.rules.detector.states import PAST, States

AFTER: Final = 4
"""Weeks after an assessment that show whether use falls back."""
BEFORE: Final = 7
"""Weeks before the one before the assessment that show what is usual."""
_LEAST_BEFORE: Final = 4
_LEAST_AFTER: Final = 2
_CHECKINS = next(place for place, each in enumerate(RATIOS) if each.signal == SignalName.CHECKINS)
"""The column they are added up in."""


def remember(states: States, sums: Reals, *, week: int) -> None:
    """Keep the volumes of a week (from the epoch), each the larger of what was counted and what was reported; -1: nobody told it."""
    kept = states["volume"][:, week % PAST]
    kept[:] = -1
    for place, name in enumerate(RISING[:-1]):
        for reported in (False, True):
            amount, days = volume(name, reported=reported)
            np.maximum(kept[:, place], sums[:, amount], out=kept[:, place], where=sums[:, days] > 0)
    np.copyto(kept[:, -1], sums[:, _CHECKINS], where=sums[:, _CHECKINS] > 0)


def spike(states: States, asked: Flags, *, week: int, assessed: Collection[int], numbers: Parameters) -> Pair:
    """Judged in the four weeks after those that show whether use fell back, of the last week with an assessment: the figure that
    rose most.

    To be asked of work by the week only: that of months and of events comes in spikes.
    """
    at = last_assessed(week, assessed)
    if at is None:
        unknown = answers(asked, known=np.zeros_like(asked))
        return unknown, unknown
    each = heights(states, at=at, least=numbers.least_visits)
    highest, height = each.argmax(axis=1), each.max(axis=1)
    known = asked & (height >= 0)
    for name, value in (("height", height), ("highest", highest), ("assessed", at)):
        states[name] = np.where(known, value, states[name])
    return answers(height > numbers.spike_enter, known=known), answers(height <= numbers.spike_enter, known=known)


def last_assessed(week: int, assessed: Collection[int]) -> int | None:
    """The last week with an assessment of which it can be told at the end of ``week`` whether use fell back."""
    return next((at for at in range(week - AFTER, week - 2 * AFTER, -1) if at in assessed), None)


def heights(states: States, *, at: int, least: float) -> Reals:
    """How often the usual each figure was in the best of the last two weeks before the assessment; -1: too little is known, or it was
    below ``least`` even then."""
    before, enough = _median(_at(states, np.arange(at - 1 - BEFORE, at - 1)), _LEAST_BEFORE)
    after, later = _median(_at(states, np.arange(at + 1, at + 1 + AFTER)), _LEAST_AFTER)
    peak = _at(states, np.array([at - 1, at])).max(axis=1)
    return np.where(enough & later & (peak >= least), peak / np.maximum(np.maximum(before, after), 1.0), -1.0)


def _at(states: States, weeks: Whole) -> Reals:
    return states["volume"][:, weeks % PAST].astype(np.float64)


def _median(volumes: Reals, least: int) -> tuple[Reals, Flags]:
    """The median of the known weeks, and where at least so many are."""
    count = (volumes >= 0).sum(axis=1)
    ordered = np.sort(np.where(volumes < 0, np.inf, volumes), axis=1)
    low = np.take_along_axis(ordered, np.maximum((count - 1) // 2, 0)[:, None], axis=1)[:, 0]
    high = np.take_along_axis(ordered, np.minimum(count // 2, volumes.shape[1] - 1)[:, None], axis=1)[:, 0]
    enough = count >= least
    return np.where(enough, (np.where(enough, low, 0) + np.where(enough, high, 0)) / 2, 0.0), enough
