"""What was promised against what is done: far from kept (U4), or kept so narrowly, week after week, that it wants checking (G4)."""

from typing import Final

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Pair, Reals, answers
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.quantities import VOLUMES, volume
from evaluations.findings.rules.detector.ratios import BLOCK_WEEKS, slot_of
from evaluations.findings.rules.detector.states import BLOCKS, States

MONTH: Final = 28
"""Days from which on a number of people is one of different people of about a month."""
_COUNTED = np.array([volume(name, reported=False) for name in VOLUMES])
_REPORTED = np.array([volume(name, reported=True) for name in VOLUMES])
_PEOPLE: Final = VOLUMES.index("effective_users")


def remember(states: States, sums: Reals, facts: Facts, *, week: int, numbers: Parameters) -> None:
    """Count whether what was told in a week (from the epoch) lies just above the target: reported figures before counted ones."""
    slot = slot_of(states, ("near", "near_of"), week=week)
    amount, days = _of(sums, facts, _REPORTED, _COUNTED)
    told = owed(facts, week) & (days > 0) & ((facts.promise_of != _PEOPLE) | (days >= MONTH))
    rate = amount / np.maximum(days, 1)
    near = told & (rate >= facts.promised) & (rate < facts.promised * (1 + numbers.bunching_within))
    states["near"][:, slot] += near
    states["near_of"][:, slot] += told


def promise(states: States, facts: Facts, asked: Flags, *, week: int, numbers: Parameters) -> Pair:
    """U4: a small part of what was promised was measured, in each of two blocks of four weeks; leaves with one that is better."""
    (one, one_known), (two, two_known) = (kept(states, facts, week=week, ago=ago, numbers=numbers) for ago in (1, 2))
    asked = asked & owed(facts, week - BLOCK_WEEKS)
    low = (one < numbers.promise_enter) & (two < numbers.promise_enter)
    return answers(low, known=asked & one_known & two_known), answers(
        one > numbers.promise_leave, known=asked & one_known
    )


def kept(states: States, facts: Facts, *, week: int, ago: int, numbers: Parameters) -> tuple[Reals, Flags]:
    """The share of the promise kept in a whole block ``ago`` (1: the last), and whether enough of the block was told."""
    slot = (week // BLOCK_WEEKS - ago) % BLOCKS
    amount, days = _of(states["sums"][:, slot].astype(np.float64), facts, _COUNTED, _REPORTED)
    rate = amount / np.maximum(days, 1)
    return rate / np.where(facts.promised > 0, facts.promised, 1), days >= numbers.least_days


def bunching(states: States, facts: Facts, asked: Flags, *, week: int, numbers: Parameters) -> Pair:
    """G4: most periods end just above the target: nobody's work is that even."""
    near, told = (states[name].sum(axis=1, dtype=np.int64) for name in ("near", "near_of"))
    known = asked & owed(facts, week) & (told >= numbers.bunching_least)
    share = near / np.maximum(told, 1)
    return answers(share > numbers.bunching_enter, known=known), answers(share < numbers.bunching_leave, known=known)


def owed(facts: Facts, week: int) -> Flags:
    """Whether anything was promised by the end of a week (from the epoch)."""
    return (facts.promised > 0) & (facts.promise_from <= week * 7 + 6)


def _of(columns: Reals, facts: Facts, *choices: np.ndarray) -> tuple[Reals, Reals]:
    """Amount and days of the volume that was promised, by the first choice that tells any."""
    found = np.zeros((len(columns), 2))
    for chosen in reversed(choices):
        told = np.take_along_axis(columns, chosen[facts.promise_of], axis=1)
        found = np.where(told[:, 1:] > 0, told, found)
    return found[:, 0], found[:, 1]
