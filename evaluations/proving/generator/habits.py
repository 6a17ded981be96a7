"""How each system is worked with: rates that hold all year, ordinary ones first, then those that hurt or flatter."""

from copy import deepcopy
from dataclasses import dataclass, replace

import numpy as np

from evaluations.proving.enums import UNUSED, Truth
from evaluations.proving.generator import Dice, Reals, Whole, between, chance
from evaluations.proving.generator.classes import are
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.register import Register

TECHNICAL = ("completed", "errors", "slowness", "content", "complaints")
ORGANISATIONAL = ("corrected", "acted", "on_order", "slowness", "content")
STYLES = (
    ({"checkins", "lockstep"}, {"assessed": 0.5, "bunched": 0.3}),
    ({"unread", "assessed"}, {"checkins": 0.4, "inflated": 0.4}),
    ({"inflated", "bunched"}, {"unread": 0.5, "assessed": 0.5}),
)
"""A check-in drive, work on paper, embellished reports: what each always leaves behind, and what it may."""


@dataclass(frozen=True)
class Habits:
    """Shares and rates per system. ``hard`` and ``flattered`` name what is wrong with each, ``begins`` the week it began."""

    effective: Reals  # of active users, who act
    again: Reals  # further visits per active user
    actions: Reals  # further actions per acting user
    started: Reals  # actions that begin a piece of work
    completed: Reals  # of those, finished
    errors: Reals  # per visit
    corrected: Reals  # of finished work, sent back
    slowness: Reals  # time of a case against the promised
    on_order: Reals  # of actions, within 48 hours of an order
    checkins: Reals  # per active user
    lockstep: Reals  # of visits, in the busiest minute
    records: Reals  # per action
    read: Reals  # of records
    rated: Reals  # of finished work
    content: Reals  # of ratings
    complaints: Reals  # per 100 users and month
    calls: Reals  # by programs, a day
    cpu: Reals
    releases: Reals  # a day
    hard: list[set[str]]
    flattered: list[set[str]]
    begins: Whole
    before: "Habits | None" = None

    def daily(self, name: str, days: Days) -> Reals:
        """A rate per system and day: the one before until the week in which it went wrong."""
        wrong = np.arange(days.count) >= self.begins[:, None] * 7
        return np.asarray(np.where(wrong, getattr(self, name)[:, None], getattr(self.before or self, name)[:, None]))


def ordinary(register: Register, dice: Dice) -> Habits:
    """What is usual where things go well, with the oddities that healthy systems have: archives, attendance, small shops."""
    systems = len(register)
    attendance = chance(dice, 0.1, systems)
    calls = np.where(chance(dice, 0.15, systems), dice.lognormal(5, 1.2, systems), 0)
    # No program relies on what its own people do not: it would be a back end then.
    calls = np.where(are(register.truths, *UNUSED, Truth.EXPERTS), 0, calls)
    calls = np.where(are(register.truths, Truth.BACK_END), dice.lognormal(6.5, 1.5, systems) + 20, calls)
    return Habits(
        effective=between(dice, 0.55, 0.97, systems),
        again=between(dice, 0.1, 0.9, systems),
        actions=between(dice, 1.0, 4.0, systems),
        started=between(dice, 0.3, 0.8, systems),
        completed=between(dice, 0.83, 0.98, systems),
        errors=np.minimum(dice.lognormal(np.log(0.0015), 0.7, systems), 0.008),
        corrected=between(dice, 0.01, 0.08, systems),
        slowness=between(dice, 0.3, 1.2, systems),
        on_order=between(dice, 0.0, 0.4, systems),
        checkins=np.where(attendance, between(dice, 0.8, 2.2, systems), between(dice, 0, 0.3, systems)),
        lockstep=np.zeros(systems),
        records=between(dice, 0.4, 1.2, systems),
        read=np.where(
            chance(dice, 0.05, systems), between(dice, 0.05, 0.2, systems), between(dice, 0.5, 0.97, systems)
        ),
        rated=between(dice, 0.02, 0.2, systems),
        content=between(dice, 0.78, 0.98, systems),
        complaints=dice.gamma(1.5, 0.35, systems),
        calls=calls,
        cpu=between(dice, 8, 60, systems),
        releases=1 / between(dice, 25, 200, systems),
        hard=[set() for _system in range(systems)],
        flattered=[set() for _system in range(systems)],
        begins=np.zeros(systems, np.int64),
    )


def gone_wrong(register: Register, usual: Habits, days: Days, dice: Dice) -> Habits:
    """The same with what is hard, flattered, or switched off in all but name."""
    habits = replace(deepcopy(usual), before=usual)
    for place in np.flatnonzero(are(register.truths, Truth.HARD_TO_USE)).tolist():
        _made_hard(habits, place, dice)
    for place in np.flatnonzero(are(register.truths, Truth.FLATTERED)).tolist():
        _flattered(habits, place, dice)
    wrong = are(register.truths, Truth.HARD_TO_USE, Truth.FLATTERED)
    late = wrong & chance(dice, 0.3, len(register))  # a bad release, a new campaign: within the records
    habits.begins[late] = dice.integers(5, days.weeks - 10, int(late.sum()))
    # Nobody orders work on what nobody uses, whether it runs or not; one in three still gets the yearly round of patches.
    left = are(register.truths, *UNUSED) & chance(dice, 0.65, len(register))
    habits.releases[left] = 0
    idle = are(register.truths, *(Truth.NEVER_USED, Truth.DECAYED, Truth.VESTIGIAL, Truth.EXPERTS, Truth.STANDBY))
    habits.cpu[idle] = between(dice, 1, 4, len(register))[idle]  # an operating system and its backups
    return habits


def _made_hard(habits: Habits, place: int, dice: Dice) -> None:
    """Two to four troubles that come together: a bad program, or a bad arrangement of the work."""
    kinds = TECHNICAL if chance(dice, 0.55, 1)[0] else ORGANISATIONAL
    chosen = set(dice.choice(kinds, int(dice.choice([2, 3, 4], p=[0.35, 0.45, 0.2])), replace=False).tolist())
    bad = {
        "completed": (0.30, 0.62),
        "errors": (0.02, 0.09),
        "slowness": (2.5, 7.0),
        "content": (0.22, 0.50),
        "complaints": (6.5, 18.0),
        "corrected": (0.19, 0.45),
        "on_order": (0.76, 0.96),
    }
    for name in (each for each in bad if each in chosen):  # in this order, always
        getattr(habits, name)[place] = between(dice, *bad[name], 1)[0]
    if "acted" in chosen:  # people look for where to click and leave
        habits.effective[place], habits.again[place] = between(dice, 0.12, 0.3, 1)[0], between(dice, 0.5, 1.5, 1)[0]
        habits.actions[place] = between(dice, 0.0, 0.3, 1)[0]
    if "content" in chosen:
        habits.rated[place] = max(habits.rated[place], 0.12)
    habits.hard[place] |= chosen


def _flattered(habits: Habits, place: int, dice: Dice) -> None:
    always, perhaps = STYLES[int(dice.integers(0, len(STYLES)))]
    chosen = always | {name for name, share in perhaps.items() if chance(dice, share, 1)[0]}
    if "checkins" in chosen:  # several a day, for next to no work
        habits.checkins[place] = between(dice, 3, 8, 1)[0]
        habits.actions[place] = between(dice, 0, 0.6, 1)[0]
    if "lockstep" in chosen:  # told in the group: everybody now
        habits.lockstep[place] = between(dice, 0.4, 0.85, 1)[0]
    if "unread" in chosen:  # pages filled for the inspection
        habits.read[place], habits.records[place] = between(dice, 0.01, 0.14, 1)[0], between(dice, 1.5, 4, 1)[0]
    habits.flattered[place] |= chosen
