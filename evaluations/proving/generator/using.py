"""Who came: active users per system and day."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Reals, Whole, between, chance
from evaluations.proving.generator.classes import are
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.register import Register

MOST = 0.95
"""Never everybody: somebody is always ill, on leave or on the road."""

CROWD = 2000
"""Citizens entitled to a service from which on only those come who need it."""


@dataclass(frozen=True)
class Use:
    """``active`` users (systems × days). ``begins`` is the first week of which the truth of a system that will not stay healthy holds.

    ``spikes`` are systems with an organic rush; ``idle_visits``: days with visits that lead to nothing.
    """

    active: Whole
    begins: Whole
    spikes: Flags
    idle_visits: Whole


def used(register: Register, days: Days, dice: Dice) -> Use:
    systems = len(register)
    begins = np.zeros(systems, np.int64)
    share = _share(register, dice)[:, None] * _shape(register, days, dice) * _weather(systems, days, dice)
    spikes = are(register.truths, Truth.HEALTHY) & chance(dice, 0.13, systems)
    _rush(share, spikes, days, dice)
    share[are(register.truths, Truth.NEVER_USED, Truth.VESTIGIAL, Truth.STANDBY, Truth.BACK_END)] = 0
    _fade(share, register, begins, days, dice)
    _pause(share, register, days, dice)
    _ramp(share, register, days, dice)
    active = dice.binomial(register.eligible[:, None], np.minimum(share, MOST))
    _trickle(active, register, days, dice)
    _come_to_work(active, register, days, dice)
    _events(active, register, days, dice)
    visits = _look_in(register, begins, days, dice)
    unlaunched = np.arange(days.count) < register.launched[:, None]
    active[unlaunched], visits[unlaunched] = 0, 0
    launched = np.maximum(-(-register.launched // 7), 0)
    return Use(active, np.maximum(begins, launched), spikes, visits)


def _share(register: Register, dice: Dice) -> Reals:
    """Of those it is meant for, how many come on a day that is meant for it.

    A tool of one's trade: a third on any day. A service for citizens: a few in a hundred, because few need it today.
    """
    systems = len(register)
    crowd = register.public & (register.eligible > CROWD)
    trade = 0.06 + 0.8 * dice.beta(2.0, 4.5, systems)
    share = np.where(crowd, between(dice, 0.015, 0.10, systems), trade)
    return np.where(are(register.truths, Truth.FLATTERED), between(dice, 0.06, 0.25, systems), share)


def _shape(register: Register, days: Days, dice: Dice) -> Reals:
    """How the rhythm of the work spreads use over the days: 1 on a day meant for it."""
    systems = len(register)
    off = np.where(register.public, between(dice, 0.3, 0.9, systems), between(dice, 0.0, 0.12, systems))
    shape: Reals = np.maximum(days.busy, off[:, None] * (days.busy == 0)).astype(np.float64)
    favourite = dice.integers(0, 5, systems)
    month_begins = days.month_day % 100 <= 10  # noqa: PLR2004 (reports are due by the tenth)
    quarter_begins = np.isin(days.month_day // 100, [1, 4, 7, 10]) & (days.month_day % 100 <= 20)  # noqa: PLR2004
    for place, cadence in enumerate(register.cadence):
        if cadence == "weekly":
            shape[place] *= np.where(days.weekday == favourite[place], 1.0, 0.12)
        elif cadence == "monthly":
            shape[place] *= np.where(month_begins, 1.0, 0.06)
        elif cadence == "quarterly":
            shape[place] *= np.where(quarter_begins, 1.0, 0.03)
        elif register.window[place]:
            inside = days.within(register.window[place])
            aside = 0.01 if cadence == "seasonal" and chance(dice, 0.5, 1)[0] else 0.0  # somebody prepares the season
            shape[place] *= np.where(inside, 1.0, aside)
    return shape


def _weather(systems: int, days: Days, dice: Dice) -> Reals:
    """Slow growth or decline by up to a third a year, and weeks that are better or worse without a reason."""
    slope = between(dice, -0.3, 0.3, systems)[:, None] * (np.arange(days.count) / 365)
    weeks = np.repeat(dice.lognormal(0, 0.15, (systems, days.weeks)), 7, axis=1)
    return np.asarray(np.exp(slope) * weeks)


def _rush(share: Reals, spikes: Flags, days: Days, dice: Dice) -> None:
    """A new subsidy, a flood, a deadline: for up to two weeks five to twelve times as many come. They really do."""
    for place in np.flatnonzero(spikes).tolist():
        share[place] = np.minimum(share[place], 0.12)
        for _once in range(int(dice.integers(1, 4))):
            start = int(dice.integers(0, days.count - 14))
            share[place, start : start + int(dice.integers(2, 15))] *= between(dice, 5, 12, 1)


def _fade(share: Reals, register: Register, begins: Whole, days: Days, dice: Dice) -> None:
    """Given up at some week of the history: at once when something replaced it, over up to half a year when people drifted off."""
    for place in np.flatnonzero(are(register.truths, Truth.DECAYED)).tolist():
        ended = int(dice.integers(8, days.weeks - 7))
        fading = int(dice.choice([0, 4, 12, 26]))
        week = np.repeat(np.arange(days.weeks), 7)
        share[place] *= np.clip((ended - week) / (fading + 1), 0, 1) ** 2
        begins[place] = ended


def _pause(share: Reals, register: Register, days: Days, dice: Dice) -> None:
    """One in twenty five stops for three to fourteen weeks and comes back: works on the building, a reorganisation, a lawsuit."""
    paused = are(register.truths, Truth.HEALTHY) & chance(dice, 0.04, len(register))
    for place in np.flatnonzero(paused).tolist():
        length = int(dice.integers(3, 15))
        start = int(dice.integers(4, days.weeks - length))
        share[place, start * 7 : (start + length) * 7] = 0


def _ramp(share: Reals, register: Register, days: Days, dice: Dice) -> None:
    """New systems fill over one to five months; one in seven has not been rolled out beyond its makers yet."""
    age = np.arange(days.count) - register.launched[:, None]
    full = between(dice, 30, 150, len(register))[:, None]
    ramp = np.clip(age / full, 0, 1)
    new = are(register.truths, Truth.NEW)
    share[new] *= ramp[new]
    share[new & chance(dice, 0.14, len(register))] = 0


def _trickle(active: Whole, register: Register, days: Days, dice: Dice) -> None:
    """What is left of a system: one to three people now and then, or (three in ten) the one office that never stopped."""
    for place in np.flatnonzero(are(register.truths, Truth.VESTIGIAL)).tolist():
        steady = bool(chance(dice, 0.3, 1)[0])
        weekly = between(dice, 0.6, 0.95, 1)[0] if steady else between(dice, 0.04, 0.22, 1)[0]
        most = max(1, min(3, int(register.eligible[place] * 0.012)))
        for week in np.flatnonzero(chance(dice, weekly, days.weeks)).tolist():
            open_days = np.flatnonzero(days.working[week * 7 : week * 7 + 7])
            if len(open_days):
                active[place, week * 7 + int(dice.choice(open_days))] = int(dice.integers(1, most + 1))


def _come_to_work(active: Whole, register: Register, days: Days, dice: Dice) -> None:
    """Experts come when there is something for them: on one to ten days a month, and in a summer month perhaps not at all."""
    for place in np.flatnonzero(are(register.truths, Truth.EXPERTS)).tolist():
        monthly = between(dice, 1.2, 10, 1)[0]
        came = days.working & chance(dice, monthly / 21, days.count)
        active[place] = np.where(
            came, 1 + dice.binomial(max(int(register.eligible[place]) - 1, 0), 0.25, days.count), 0
        )


def _events(active: Whole, register: Register, days: Days, dice: Dice) -> None:
    """An emergency system: up to four events of three days to two weeks, and for half of them a drill each quarter."""
    for place in np.flatnonzero(are(register.truths, Truth.STANDBY)).tolist():
        for _event in range(int(dice.integers(0, 5))):
            start, length = int(dice.integers(0, days.count - 14)), int(dice.integers(3, 15))
            active[place, start : start + length] = dice.binomial(int(register.eligible[place]), 0.4, length)
        if chance(dice, 0.5, 1)[0]:
            for day in range(place % 91, days.count, 91):  # on a day of its own: drills are planned apart
                active[place, day] = max(1, int(register.eligible[place]) // 20)


def _look_in(register: Register, begins: Whole, days: Days, dice: Dice) -> Whole:
    """Visits without an act: one in five of those given up is looked into every other month; one in seven launches draws a few."""
    visits = np.zeros((len(register), days.count), np.int64)
    after = np.arange(days.count) >= begins[:, None] * 7
    curious = are(register.truths, Truth.DECAYED) & chance(dice, 0.2, len(register))
    visits[curious] = (chance(dice, 1 / 60, visits.shape) & after & days.working)[curious]
    launched = are(register.truths, Truth.NEVER_USED) & chance(dice, 0.15, len(register))
    age = np.arange(days.count) - register.launched[:, None]
    visits[launched] = (chance(dice, 0.3, visits.shape) & (age >= 0) & (age < 21))[launched]  # noqa: PLR2004
    return visits
