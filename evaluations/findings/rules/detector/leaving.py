"""What is left of use once its figures are held for flattered: the actions concerned leave the effective count.

Only while two signals of flattery are on, and only what those that are on can tell: visits in lockstep, work whose records nobody
reads, check-ins where nothing narrower was counted, and the two weeks of an assessment that stood out. Each takes away no more than
what lies beyond its own line, so that nothing jumps when a signal begins.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Reals, Whole
from evaluations.findings.rules.detector.counting import wilson_upper
from evaluations.findings.rules.detector.marks import Mark
from evaluations.findings.rules.detector.measures import Measures, typical_of
from evaluations.findings.rules.detector.quantities import RATIOS
from evaluations.findings.rules.detector.ratios import FLATTERY, totals
from evaluations.findings.rules.detector.rhythms import Rhythm
from evaluations.findings.rules.detector.states import States, place_of, slots_of

_NARROW = sum(1 << mark for mark in Mark if Mark.NO_SUBSTANTIVE_ACTIONS <= mark <= Mark.NO_EFFECTIVE_USERS) | sum(
    1 << mark for mark in (Mark.COMPLETED, Mark.SUBSTANTIVE_ACTIONS, Mark.EFFECTIVE_USERS)
)
"""Marks of measures that count no check-in."""


def flattered(states: States, numbers: Parameters) -> Flags:
    """Whether figures were held for flattered when the week began."""
    on = states["on"][:, [place_of(name) for name in FLATTERY]]
    return np.asarray(on.sum(axis=1) >= numbers.least_flattered)


def spiked(states: States, numbers: Parameters) -> Flags:
    """The same with a spike before an assessment among what shows it."""
    stands = states["on"][:, place_of(SignalName.SPIKE)] & (states["height"] > numbers.spike_enter)
    return flattered(states, numbers) & stands


def without(measures: Measures, states: States, *, week: int, rhythm: Rhythm, numbers: Parameters) -> Measures:
    """The figures of use without what is flattered."""
    some = flattered(states, numbers)
    if not some.any():
        return measures
    spike = spiked(states, numbers) & rhythm.by_week
    reached, cycles_used, cycles_known = measures.reached, measures.cycles_used, measures.cycles_known
    typical = measures.typical
    if spike.any():
        best, counted, used = _without_spikes(states, week, rhythm, numbers)
        reached = np.where(spike, np.minimum(best, np.maximum(measures.eligible, 0)), reached)
        typical = np.where(spike, typical_of(counted, measures.eligible, numbers), typical)
        cycles_used = np.where(spike, cycles_used - used, cycles_used)
        cycles_known = np.where(spike, cycles_known - used, cycles_known)
    reached = np.where(some, reached * kept(states, measures.window_marks, numbers), reached)
    idle = spike & _silent_since(states, rhythm)
    return replace(
        measures,
        reached=reached,
        reach_upper=wilson_upper(reached, measures.eligible, numbers.reach_z),
        typical=typical,
        cycles_used=cycles_used,
        cycles_known=cycles_known,
        zero_days=np.where(idle, measures.zero_days + states["idle_before"] / 100, measures.zero_days),
        zero_cycles=np.where(idle, measures.zero_cycles + states["zero_before"], measures.zero_cycles),
    )


def remember(states: States, measures: Measures, *, week: int, assessed: Collection[int]) -> None:
    """Before the two weeks of an assessment (``week`` is counted from the epoch): how long nobody had come by then."""
    if week + 2 in assessed:
        states["idle_before"] = np.round(measures.zero_days * 100)
        states["zero_before"] = measures.zero_cycles


def kept(states: States, marks: Whole, numbers: Parameters) -> Reals:
    """The share of use that none of the signals that are on speaks of, as far as it lies beyond their lines.

    ``marks``: what was counted in the window.
    """
    left = np.ones(len(states))
    for name, line, good in (
        (SignalName.LOCKSTEP, numbers.lockstep_enter, False),
        (SignalName.UNREAD, numbers.unread_enter, True),
        (SignalName.CHECKINS, numbers.checkins_enter, False),
    ):
        part, whole = totals(states, next(at for at, ratio in enumerate(RATIOS) if ratio.signal == name))
        share = part / np.maximum(whole, 1)
        beyond = share / line if good else (1 - share) / (1 - line)
        speaks = states["on"][:, place_of(name)] & (whole > 0)
        if name == SignalName.CHECKINS:
            speaks &= (marks & _NARROW) == 0
        left = np.where(speaks, np.minimum(left, np.clip(beyond, 0, 1)), left)
    return left


def _without_spikes(states: States, week: int, rhythm: Rhythm, numbers: Parameters) -> tuple[Reals, Reals, Whole]:
    """Reached in the best week but those of the last spike, users of each week counted, and how many with use leave the count."""
    done, share = int(rhythm.done[week]), rhythm.counted(week, numbers)
    complete = np.arange(max(done - int(rhythm.spanned[week]) + 1, 0), done + 1)
    at = states["assessed"][:, None] - rhythm.first_week
    shown = np.arange(share.start, share.stop)
    best, counted = (
        np.where(_of_assessment(rhythm, cycles, at), 0.0, states["bound"][:, slots_of(states, cycles)])
        for cycles in (complete, shown)
    )
    used = states["cycle_used"][:, slots_of(states, shown)]
    return (
        best.max(axis=1, initial=0.0),
        counted,
        (used & _of_assessment(rhythm, shown, at)).sum(axis=1),
    )


def _of_assessment(rhythm: Rhythm, cycles: Whole, at: Whole) -> Flags:
    week = rhythm.firsts[cycles] // 7
    return np.asarray((week == at) | (week == at - 1))


def _silent_since(states: States, rhythm: Rhythm) -> Flags:
    """Nobody came since the assessment, nor between the two weeks before it and what was remembered then."""
    ended = (states["assessed"] - rhythm.first_week) * 7 + 6
    return np.asarray((states["last_possible"] <= ended) & (states["last_possible"] > ended - 14))
