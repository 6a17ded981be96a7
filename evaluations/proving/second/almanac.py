"""When work comes up: the weekday, the month's end, deadlines, seasons, orders from above, and the two stops of the year."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Reals, between, chance
from evaluations.proving.generator.days import Days
from evaluations.proving.second import happens
from evaluations.proving.second.county import County
from evaluations.proving.second.hardship import Hardship

WEEKDAYS = (1.15, 1.1, 1.0, 1.0, 0.8, 0.9, 0.9)
"""Mondays collect the weekend, Fridays are for meetings and going home; a weekend day worked in exchange is an ordinary one."""
ON_DUTY = {"office": 0.02, "public": 0.45}
"""What goes on on a day off: in offices a duty desk; citizens come half as often."""
STOP = 5
"""Days off in a row around which work runs down before and slowly starts again: the Spring Festival, National Day, May Day."""

FOLLOWED = 2
"""Working days on which an order is followed: the day it comes and the next."""

ON_ORDER = (0.80, 0.90)
"""Of the work of what is used on order only, what orders bring: by definition more than 70 %, in every quarter. Chance, and weeks in
which people come when they can, leave it between 70 and 95 %."""


@dataclass(frozen=True)
class Tempo:
    """``pace`` (systems × days): how much work comes up, 1 on an ordinary day; ``lift``: by how much of that orders raised it.
    ``spikes``: systems with an organic rush, ``rush`` its days."""

    pace: Reals
    spikes: Flags
    rush: Flags
    lift: Reals


def tempo(county: County, hardship: Hardship, days: Days, dice: Dice) -> Tempo:
    office, public = _going_on(days, ON_DUTY["office"]), _going_on(days, ON_DUTY["public"])
    pace = np.where(county.register.public[:, None], public, office)
    pace *= np.array(WEEKDAYS)[days.weekday]
    pace *= _month_ends(days, dice, len(county))
    for system, cadence in enumerate(county.cadence):
        if cadence == "weekly":
            pace[system] *= _due_in_weeks(days, dice)
        elif cadence in ("monthly", "quarterly"):
            pace[system] *= _due_in_months(days, dice, quarterly=cadence == "quarterly")
        elif county.register.window[system]:
            pace[system] *= _in_season(days, county.register.window[system], dice, hurried=cadence == "annual")
        elif cadence == "event_driven":
            pace[system] = _events(days, dice)
    lift = _campaigns(county, days, dice)
    pace *= lift
    for system in np.flatnonzero(hardship.having("on_order")).tolist():
        _on_order_only(pace[system], lift[system], int(hardship.begins[system]), days, dice)
    rush, spikes = np.zeros(pace.shape, np.bool_), _with_a_rush(county, dice)
    for system in np.flatnonzero(spikes).tolist():
        # A subsidy paid by a new rule, a flood, an epidemic, one day of enrolment: for days to two weeks everybody comes, and really.
        begins, length = dice.integers(21, days.count - 21), dice.integers(3, 15)
        rush[system, begins : begins + length] = True
        pace[system, begins : begins + length] = np.maximum(pace[system, begins : begins + length], 0.6) * dice.uniform(
            3, 9
        )
    return Tempo(pace, spikes, rush, lift)


def _going_on(days: Days, on_duty: float) -> Reals:
    """1 on working days, running down before long stops and starting again after them."""
    goes = np.where(days.working, 1.0, on_duty)
    off = np.flatnonzero(np.diff(np.r_[True, days.working, True].astype(int)))
    for begins, ends in zip(off[::2].tolist(), off[1::2].tolist(), strict=True):
        if ends - begins < STOP:
            continue
        festival = days.date_of(begins).month in (1, 2)
        # People travel from ten days before the Spring Festival; offices are whole again after the Lantern Festival, a week later.
        before, after, low = (10, 9, 0.4) if festival else (3, 2, 0.7)
        down = slice(max(begins - before, 0), begins)
        up = slice(ends, min(ends + after, days.count))
        goes[down] *= np.linspace(0.95, low, before)[before - (down.stop - down.start) :]
        goes[up] *= np.linspace(low + 0.1, 0.95, after)[: up.stop - up.start]
    return goes


def _month_ends(days: Days, dice: Dice, systems: int) -> Reals:
    """Three in five systems feel the month's end (accounts, statistics) in its last four working days, the quarter's twice as much."""
    lift = np.zeros(days.count)
    month = days.months
    for each in np.unique(month)[:-1]:
        lift[np.flatnonzero((month == each) & days.working)[-4:]] = 1.0 if (each + 1) % 3 else 2.0
    felt = np.where(chance(dice, 0.6, systems), between(dice, 0.1, 0.45, systems), 0.0)
    return np.asarray(1 + felt[:, None] * lift)


def _due_in_weeks(days: Days, dice: Dice) -> Reals:
    """Handed in on the week's due day or the day before; a fifth when it comes up."""
    due = int(dice.choice((0, 3, 4), p=(0.2, 0.2, 0.6)))
    weight = np.full(7, 0.2)
    weight[due], weight[(due - 1) % 5] = 3.0, 1.2
    return np.asarray(weight[days.weekday])


def _due_in_months(days: Days, dice: Dice, *, quarterly: bool) -> Reals:
    """Put off until the deadline: the last working days before it see most, stragglers come for three days after."""
    due, weight = int(dice.choice((5, 10, 20, 25, 28))), np.full(days.count, 0.02)
    working = np.flatnonzero(days.working)
    for each, day in enumerate(days.dates):
        if day.day != due or (quarterly and day.month not in (1, 4, 7, 10)):
            continue
        before = working[working <= each][-8:]
        weight[before] += 6 * np.exp((before - each) / 2.0)
        after = working[working > each][:3]
        weight[after] += 0.8
    return weight


def _in_season(days: Days, window: str, dice: Dice, *, hurried: bool) -> Reals:
    """Yearly returns rise towards the last day and slip by up to ten days; a season has its weeks. Outside, next to nothing."""
    on = days.within(window)
    weight = np.zeros(days.count)
    edges = np.flatnonzero(np.diff(np.r_[False, on, False].astype(int)))
    for begins, ends in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        length = ends - begins
        through = (np.arange(length) + 0.5) / length
        if hurried:
            weight[begins:ends] = 0.15 + 1.8 * through**3
            slip = int(dice.integers(0, 11))
            weight[ends : ends + slip] = 0.3
        else:
            weeks = dice.gamma(3, 1 / 3, length // 7 + 1)  # a flood week is not a dry one
            weight[begins:ends] = (0.4 + np.sin(np.pi * through)) * np.repeat(weeks, 7)[:length]
    return weight


def _events(days: Days, dice: Dice) -> Reals:
    """Nothing until something happens: a storm, a fire, an outbreak, twice as likely from June to September; and drills, where they
    are held."""
    weight = np.zeros(days.count)
    summer = np.isin([day.month for day in days.dates], (6, 7, 8, 9))
    likely = np.where(summer, 2.0, 1.0)
    for begins in dice.choice(days.count, dice.poisson(2.0), p=likely / likely.sum()).tolist():
        weight[begins : begins + int(dice.integers(2, 13))] = dice.uniform(0.5, 2.0)
    if happens(dice, 0.6):  # plans ask for a drill each half year; three in five hold one
        offset = int(dice.integers(0, 180))
        for begins in range(offset, days.count, 182):
            weight[begins : begins + 2] = np.where(days.working[begins : begins + 2], 0.8, 0.0)
    return weight


def _campaigns(county: County, days: Days, dice: Dice) -> Reals:
    """Notices from above to use a system: one or two a year for what is sent down, none for citizens and experts. They are followed
    on the day they come and the working day after it, and forgotten."""
    quiet = county.are(Truth.EXPERTS, Truth.BACK_END, Truth.STANDBY, Truth.ANNUAL, Truth.NEVER_USED)
    often = np.where(county.register.public | quiet, 0.0, 2.0)
    system, working = np.repeat(np.arange(len(county)), dice.poisson(often)), np.flatnonzero(days.working)
    came, by = dice.integers(0, len(working) - FOLLOWED + 1, len(system)), between(dice, 1.3, 2.5, len(system))
    lift = np.ones((len(county), days.count))
    for later in range(FOLLOWED):
        np.multiply.at(lift, (system, working[came + later]), by)
    return lift


def _on_order_only(pace: Reals, lift: Reals, since: int, days: Days, dice: Dice) -> None:
    """Each week's notice comes on its first working day, now and then its second; that day and the next see 70 to 95 % of the week's
    work."""
    share = dice.uniform(*ON_ORDER)
    for week in range(since, days.weeks):
        mine = slice(week * 7, week * 7 + 7)
        on = np.flatnonzero(days.working[mine]) + mine.start
        late = int(len(on) > FOLLOWED and happens(dice, 0.25))
        on = on[late : late + FOLLOWED]
        if not len(on):
            continue
        ordered = share * pace[mine].sum() * np.array(((1.0,), (0.6, 0.4))[len(on) - 1])
        pace[mine] *= 1 - share
        raised = pace[on] + ordered
        lift[on] *= raised / pace[on]
        pace[on] = raised


def _with_a_rush(county: County, dice: Dice) -> Flags:
    """One healthy system in fourteen, citizens' ones as often again: a year has few reasons for everybody to come at once."""
    share = np.where(county.register.public, 0.1, 0.05)
    daily = np.array([each == "daily" for each in county.cadence])
    return np.asarray(county.are(Truth.HEALTHY) & daily & (dice.random(len(county)) < share))
