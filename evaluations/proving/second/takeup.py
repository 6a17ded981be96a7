"""Which offices take a system up and give it up: adopters, pilots and batches, transfers, successors, contracts, the one clerk."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Reals, Whole, between, chance
from evaluations.proving.generator.days import Days
from evaluations.proving.second import happens
from evaluations.proving.second.county import RETURNS, County

LEAVING = {"successor": 0.45, "leader": 0.30, "contract": 0.25}
"""The province's own system replaces the county's; the leader who wanted it moves on and use drifts off; the contract ends and so it
does."""
NOBODY_STANDS_IN = 40
"""People an office may have in which the one who knows the system has no deputy."""
BEFORE_ANYBODY_COUNTED = 0.2
"""Of what was given up: already before the first day of the history."""

LEFT = {Truth.HARD_TO_USE: (0.5, 0.9), Truth.FLATTERED: (1 / 6, 1 / 2)}
"""Of the work an ordinary system of its size has: who can avoids what is hard to use; flattering numbers keep alive what is little
used, and who has ordinary work needs no ranking to show some."""


@dataclass(frozen=True)
class TakeUp:
    """``adopters`` (offices × weeks): people who use it; ``rate``: how often one of them sits down to it on a day of pace 1;
    ``spread``: how evenly that falls on them (small: a few do most); ``open`` (offices × weeks): how far an office uses it in a
    week; ``left``: of the work of an ordinary system of its kind. ``begins``: the week from which a system is what it is;
    ``ended``: the day a contract ended with it, -1: it did not."""

    adopters: Whole
    rate: Reals
    spread: Reals
    open: Reals
    left: Reals
    begins: Whole
    ended: Whole


def taken_up(county: County, days: Days, dice: Dice) -> TakeUp:
    offices, systems = county.offices, len(county)
    adopters = np.repeat(_adopters(county, dice)[:, None], days.weeks, axis=1)
    rate = _rates(county, dice)
    spread = between(dice, 0.4, 1.5, systems)
    spread[county.register.public] = 4.0  # a citizen's need is rare and falls on anybody
    weeks = days.weeks
    opened = _weather(len(offices), weeks, dice) * offices.pull[:, None]
    _transfers(opened, county, dice)
    begins = np.zeros(systems, np.int64)
    launched = np.maximum(0, county.register.launched // 7)
    begins[county.are(Truth.NEVER_USED, Truth.NEW)] = launched[county.are(Truth.NEVER_USED, Truth.NEW)]
    ended = np.full(systems, -1, np.int64)
    for system in np.flatnonzero(county.are(Truth.NEW)).tolist():
        _roll_out(opened[offices.of(system)], int(launched[system]), dice)
    for system in np.flatnonzero(county.are(Truth.DECAYED)).tolist():
        begins[system], ended[system] = _give_up(opened[offices.of(system)], weeks, dice)
    for system in np.flatnonzero(county.are(Truth.VESTIGIAL)).tolist():
        mine, most = offices.of(system), 25 if county.register.public[system] else 3
        most = 1 if county.cadence[system] in RETURNS else most
        begins[system] = _shrink(opened[mine], adopters[mine], dice, most=most)
    for system in np.flatnonzero(county.are(Truth.HEALTHY) & chance(dice, 0.04, systems)).tolist():
        # One in twenty five stops for a while and comes back: a merger of bureaux, a moved server room, an audit.
        first, length = dice.integers(4, max(5, weeks - 14)), dice.integers(2, 11)
        opened[offices.of(system), first : first + length] = 0.0
    for system in np.flatnonzero(county.are(Truth.EXPERTS)).tolist():
        # Twice or thrice a year the experts are in the field, on loan to the province, or writing.
        for first in dice.integers(0, weeks, dice.poisson(3)).tolist():
            opened[offices.of(system), first : first + int(dice.integers(2, 6))] = 0.0
    left = np.ones(systems)
    for truth, (low, high) in LEFT.items():
        those = county.are(truth)
        left[those] = between(dice, low, high, int(those.sum()))
    return TakeUp(adopters, rate * left, spread, opened, left, begins, ended)


def _adopters(county: County, dice: Dice) -> Whole:
    """Of staff told to use a thing two in three do, of citizens two in five; some offices never began, one in eight."""
    offices = county.offices
    share = np.where(county.register.public, dice.beta(3, 4.5, len(county)), dice.beta(5, 2.5, len(county)))
    share[county.are(Truth.EXPERTS)] = 1.0
    taken = np.asarray(dice.binomial(offices.people, share[offices.system]))
    refused = chance(dice, 0.12, len(offices))
    refused[offices.starts] = False  # the sponsor's own office
    taken = np.where(refused, 0, np.maximum(taken, 1))
    nobody = county.are(Truth.NEVER_USED, Truth.BACK_END)
    return np.where(nobody[offices.system], 0, taken)


def _rates(county: County, dice: Dice) -> Reals:
    """Sittings of an adopter on a day of pace 1. At a counter every other day; a citizen once in three weeks to three months."""
    systems = len(county)
    rate = dice.lognormal(np.log(0.45), 0.55, systems)
    public = county.register.public
    rate[public] = dice.lognormal(np.log(1 / 35), 0.5, int(public.sum()))
    rate[county.are(Truth.EXPERTS)] = between(dice, 0.08, 0.25, int(county.are(Truth.EXPERTS).sum()))
    returns = np.isin(np.array(county.cadence), ("weekly", "monthly", "quarterly"))
    rate[returns] = dice.lognormal(np.log(0.5), 0.35, int(returns.sum()))
    return rate


def _weather(offices: int, weeks: int, dice: Dice) -> Reals:
    """An office's weeks hang together: what is busy stays so for a month (0.75 from week to week), by a third up or down."""
    found = np.empty((offices, weeks))
    drift = dice.normal(0, 0.2, offices)  # growth or decline by a fifth over the year and a half
    last = dice.normal(0, 0.33, offices)
    for week in range(weeks):
        last = 0.75 * last + dice.normal(0, 0.33 * np.sqrt(1 - 0.75**2), offices)
        found[:, week] = np.exp(last + drift * (week / weeks - 0.5))
    return found


def _transfers(opened: Reals, county: County, dice: Dice) -> None:
    """A clerk is moved: once in two years an office does a tenth for two to five weeks, until somebody has taken over."""
    offices, weeks = opened.shape
    for office in np.flatnonzero(chance(dice, 0.75, offices)).tolist():
        if county.offices.people[office] <= NOBODY_STANDS_IN:
            first = dice.integers(0, weeks)
            opened[office, first : first + int(dice.integers(2, 6))] *= 0.1


def _roll_out(opened: Reals, launched: int, dice: Dice) -> None:
    """First a pilot office for three to eight weeks, then the others in batches every other week as they are trained."""
    offices, weeks = opened.shape
    pilot, batch = int(dice.integers(3, 9)), max(1, offices // 4)
    for place in range(offices):
        begins = launched if place == 0 else launched + pilot + 2 * ((place - 1) // batch)
        opened[place, : min(begins, weeks)] = 0.0
        opened[place, begins : begins + 3] *= 0.5  # people learn


def _give_up(opened: Reals, weeks: int, dice: Dice) -> tuple[int, int]:
    """The week from which nobody uses it, and the day a contract ended, if that was why (else -1)."""
    offices = len(opened)
    if happens(dice, BEFORE_ANYBODY_COUNTED):
        opened[:] = 0.0
        return 0, -1
    why = dice.choice(list(LEAVING), p=list(LEAVING.values()))
    ends = int(dice.integers(6, max(7, weeks - 3)))
    fade = {
        "successor": int(dice.integers(1, 9)),
        "leader": int(dice.integers(8, 27)),
        "contract": int(dice.integers(0, 3)),
    }[str(why)]
    leaves = ends - dice.permutation(np.linspace(0, fade, offices)).astype(
        int
    )  # office after office; the last at the end
    for place, last in enumerate(leaves.tolist()):
        opened[place, max(last, 0) :] = 0.0
        if why == "leader":
            first = max(ends - fade, 0)
            opened[place, first:] *= np.linspace(1.0, 0.3, weeks - first)  # nobody asks any more
    return ends, ends * 7 if why == "contract" else -1


def _shrink(opened: Reals, adopters: Whole, dice: Dice, *, most: int) -> int:
    """All but one to three people are gone, of citizens all but two dozen, of those who hand in returns all but one clerk: for seven in
    ten since before the history."""
    offices, weeks = opened.shape
    begins = 0 if happens(dice, 0.7) else int(dice.integers(6, max(7, weeks - 20)))
    place = int(np.argmax(adopters[:, 0] > 0)) if happens(dice, 0.5) else int(dice.integers(offices))
    left = int(np.clip(round(int(adopters[:, 0].sum()) * 0.02), 1, most))
    adopters[:, begins:] = 0
    adopters[place, begins:] = left
    # The one clerk who is left does it by rote, more or less often than the others did.
    opened[place, begins:] *= dice.uniform(0.5, 2.0)
    return begins
