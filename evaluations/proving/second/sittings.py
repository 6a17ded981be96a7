"""Who sat down to what: the work of an office's week falls on its days and its people, unevenly."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Reals, Whole, chance
from evaluations.proving.generator.days import Days
from evaluations.proving.second import SLIPS_THROUGH
from evaluations.proving.second.almanac import Tempo
from evaluations.proving.second.county import RETURNS, County
from evaluations.proving.second.takeup import TakeUp

CLUMPED = 3.0
"""Shape of an office's own ups and downs from day to day: market days, meetings, a pile of forms brought in at once."""
UNEVEN_WEEKS = 5.0
"""Shape of what an office's week holds beside its drift: an absence, a visit, a case that takes everybody."""

NOTHING_DUE = 0.15
"""Pace of returns on days far from any deadline, at most."""
A_WEEK = 7


@dataclass(frozen=True)
class Sittings:
    """Systems × days: ``people`` who did something, ``times`` they sat down to it, ``offices`` they sat in.

    ``by_office`` (offices × days) is what ``people`` of longer periods come from: who comes twice is counted once.
    """

    people: Whole
    times: Whole
    offices: Whole
    by_office: Whole


def sat_down(county: County, tempo: Tempo, taken: TakeUp, days: Days, dice: Dice) -> Sittings:
    offices = county.offices
    system, weeks = offices.system, days.weeks
    pace = tempo.pace * (np.arange(days.count) >= county.register.launched[:, None])
    by_week = pace.reshape(len(county), weeks, 7)
    each = taken.rate[system][:, None] * taken.adopters * taken.open
    each *= dice.gamma(UNEVEN_WEEKS, 1 / UNEVEN_WEEKS, each.shape)
    total = dice.poisson(each * by_week.sum(axis=2)[system])
    share = by_week[system] * dice.standard_gamma(CLUMPED, (len(offices), weeks, 7), dtype=np.float32)
    share = share.astype(np.float64) + 1e-12
    share /= share.sum(axis=2, keepdims=True)
    times = dice.multinomial(total, share).reshape(len(offices), days.count)
    _handed_in(times, county, pace, taken, dice)
    _by_the_sponsor(times, county, days, dice)
    adopters = np.maximum(np.repeat(taken.adopters, 7, axis=1), times > 0)
    people = distinct(times, adopters, taken.spread[system][:, None], dice)
    starts = offices.starts
    return Sittings(
        np.add.reduceat(people, starts), np.add.reduceat(times, starts), np.add.reduceat(people > 0, starts), times
    )


def distinct(times: Whole, people: Whole, spread: Reals, dice: Dice) -> Whole:
    """How many of ``people`` share ``times`` sittings, when some do far more than others (``spread``: the shape of a gamma among
    them)."""
    at = np.flatnonzero(times)
    sat, meant = times.ravel()[at].astype(np.float64), people.ravel()[at].astype(np.float64)
    shape = np.broadcast_to(spread, times.shape).ravel()[at]
    expected = meant * (1 - (1 + sat / (meant * shape)) ** -shape)
    found = np.zeros(times.size, np.int64)
    found[at] = np.clip(np.floor(expected + dice.random(len(at))), 1, np.minimum(sat, meant))
    return found.reshape(times.shape)


def over(sittings: Sittings, county: County, taken: TakeUp, dice: Dice, *, systems: Whole, periods: Whole) -> Whole:
    """People over longer periods (first days of each), of some systems: never fewer than on their best day."""
    offices = np.flatnonzero(np.isin(county.offices.system, systems))
    of = county.offices.system[offices]
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    times = np.add.reduceat(sittings.by_office[offices], periods, axis=1)
    adopters = np.maximum.reduceat(np.repeat(taken.adopters[offices], 7, axis=1), periods, axis=1)
    people = distinct(times, np.maximum(adopters, times > 0), taken.spread[of][:, None], dice)
    best = np.maximum.reduceat(sittings.people[systems], periods, axis=1)
    return np.asarray(np.maximum(np.add.reduceat(people, starts), best))


def _handed_in(times: Whole, county: County, pace: Reals, taken: TakeUp, dice: Dice) -> None:
    """What is left of a return is the one unit that still hands it in: its clerk sits down on one to three days before a deadline."""
    for system in np.flatnonzero(county.are(Truth.VESTIGIAL) & np.isin(np.array(county.cadence), RETURNS)).tolist():
        mine, since = county.offices.of(system), int(taken.begins[system]) * 7
        clerk = mine.start + int(np.argmax(taken.adopters[mine, -1]))
        times[mine, since:] = 0
        due = since + np.flatnonzero(pace[system, since:] > NOTHING_DUE)
        for near in np.split(due, np.flatnonzero(np.diff(due) > A_WEEK) + 1) if len(due) else []:
            last = near[pace[system, near] > pace[system, near].max() / 5]
            on = dice.choice(last, min(len(last), int(dice.integers(1, 4))), replace=False)
            times[clerk, on] = 1 + dice.poisson(0.3, len(on))


def _by_the_sponsor(times: Whole, county: County, days: Days, dice: Dice) -> None:
    """What nobody uses was shown: one in three holds test cases of its makers, entered before acceptance or for a visit, on a few
    days. Collectors leave them out, but for what slips through."""
    working = np.flatnonzero(days.working)
    for system in np.flatnonzero(county.are(Truth.NEVER_USED) & chance(dice, 0.35, len(county))).tolist():
        launched = int(county.register.launched[system])
        shown = working[(working >= launched) & (working < launched + 60)]
        visits = working[working >= max(launched, 0)]
        for some, often in ((shown, int(dice.integers(1, 6))), (visits, int(dice.poisson(1.0)))):
            counted = int(dice.binomial(often, SLIPS_THROUGH))
            if len(some):
                times[county.offices.first_of(system), dice.choice(some, counted)] += dice.integers(1, 4)
