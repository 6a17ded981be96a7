"""What campaigns do to the days themselves: a rush before the inspection, and weeks that end just above the target."""

import numpy as np

from evaluations.proving.generator import Dice, Whole, between, chance
from evaluations.proving.generator.counts import Counts
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.habits import Habits
from evaluations.proving.generator.register import Register

RUSH_DAYS = 10
"""Working up to the day on which the figures are looked at."""
RUSHED = (
    "active_users",
    "effective_users",
    "sessions",
    "substantive_actions",
    "started",
    "completed",
    "checkins",
    "records",
)


def rush_before_assessments(counts: Counts, habits: Habits, days: Days, dice: Dice) -> None:
    """Four to eight times as much in the ten days before, as before afterwards."""
    for place, wrong in enumerate(habits.flattered):
        for day in days.assessments() if "assessed" in wrong else ():
            if day < habits.begins[place] * 7:
                continue
            times = between(dice, 4, 8, 1)[0]
            rushed = slice(max(day - RUSH_DAYS + 1, 0), day + 1)
            for name in RUSHED:
                counts[name][place, rushed] = (counts[name][place, rushed] * times).astype(np.int64)


def bunch_above_targets(counts: Counts, register: Register, habits: Habits, days: Days, dice: Dice) -> Whole:
    """Where work is made up, actions are until the week's target is just met; the targets (actions a week, 0: none, as of most)."""
    weekly = counts["substantive_actions"].reshape(len(register), days.weeks, 7).sum(axis=2)
    targets = np.asarray(np.median(weekly, axis=1) * between(dice, 0.5, 1.1, len(register)), np.int64)
    targets[chance(dice, 0.6, len(register))] = 0
    for place in (at for at, wrong in enumerate(habits.flattered) if "bunched" in wrong):
        targets[place] = int(np.quantile(weekly[place], 0.9)) + 10
        if "inflated" in habits.flattered[place]:  # nobody has to touch the program: the form says what was asked for
            targets[place] = int(targets[place] * between(dice, 1.3, 2.0, 1)[0])
            continue
        wanted = np.ceil(targets[place] * between(dice, 1.0, 1.04, days.weeks)).astype(np.int64)
        made_up = np.where(np.arange(days.weeks) >= habits.begins[place], np.maximum(wanted - weekly[place], 0), 0)
        for name in ("substantive_actions", "sessions"):  # on Friday afternoon
            counts[name][place, 4::7] += made_up
    return targets
