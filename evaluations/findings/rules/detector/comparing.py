"""G5: what people report against what machines counted of the same thing, over the weeks of which both told."""

from typing import Final

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Pair, Reals, answers
from evaluations.findings.rules.detector.quantities import COMPARED, volume
from evaluations.findings.rules.detector.ratios import slot_of
from evaluations.findings.rules.detector.states import PAST, States

_WEEK: Final = 7


def remember(states: States, sums: Reals, out: Flags, *, week: int) -> None:
    """Keep what was counted in a week (from the epoch), and hold what was reported by then against the weeks it is about.

    A failed collector counted nothing (``out``). A report of more than a week begins and ends within weeks: what was counted of
    its time lies between that of the weeks surely in it and that of all it can touch.
    """
    slot = slot_of(states, ("compared",), week=week)
    for place, name in enumerate(COMPARED):
        (counted, counted_days), (reported, reported_days) = (
            sums[:, volume(name, reported=who)].T for who in (False, True)
        )
        states["counted"][:, week % PAST, place] = np.where((counted_days > 0) & ~out, counted, -1.0)
        for days in np.unique(np.ceil(reported_days[reported_days > 0])).astype(int).tolist():
            if (least_most := _within(states, place, week=week, days=days)) is None:
                continue
            least, most, known = least_most
            both = known & ~out & (np.ceil(reported_days) == days)
            told = np.column_stack([reported, least, most, reported_days])
            states["compared"][:, slot, place] += np.where(both[:, None], told, 0)


def _within(states: States, place: int, *, week: int, days: int) -> tuple[Reals, Reals, Flags] | None:
    """What was counted at least and at most in so many days up to a day of ``week``; ``None``: longer than is remembered."""
    inside, touched = range(1, days // _WEEK), range(-(-(days - 1) // _WEEK) + 1)
    if days <= _WEEK:
        inside = touched = range(1)
    if len(touched) > PAST:
        return None
    ring = states["counted"][:, :, place].astype(np.float64)
    least, most = (ring[:, [(week - ago) % PAST for ago in weeks]] for weeks in (inside, touched))
    return least.sum(axis=1), most.sum(axis=1), np.asarray((most >= 0).all(axis=1))


def disagreement(states: States, asked: Flags, numbers: Parameters) -> Pair:
    """Reported and counted amounts differ, either way; leaves when all that can be compared agree."""
    times, known = apart(states, numbers)
    return answers(times >= numbers.disagreement_enter, known=asked & known), answers(
        times <= numbers.disagreement_leave, known=asked & known
    )


def apart(states: States, numbers: Parameters) -> tuple[Reals, Flags]:
    """By which factor (1 … 1,000) the two differ most, and whether there is enough of both to say."""
    sums = states["compared"].sum(axis=1, dtype=np.float64)
    times, known = np.ones(len(sums)), np.zeros(len(sums), np.bool_)
    for place in range(len(COMPARED)):
        reported, least, most, days = sums[:, place].T
        both = (days >= numbers.least_days) & (np.maximum(reported, most) >= numbers.least_visits)
        more, less = _ratio(reported, most), _ratio(least, reported)
        times = np.where(both, np.maximum(times, np.maximum(more, less)), times)
        known |= both
    return times, known


def _ratio(one: Reals, other: Reals) -> Reals:
    return np.asarray(np.minimum(one / np.maximum(other, one / 1000 + 1e-9), 1000))
