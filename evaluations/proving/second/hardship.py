"""What makes a system hard to use, and since when."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Whole
from evaluations.proving.generator.days import Days
from evaluations.proving.second import happens
from evaluations.proving.second.county import County

TROUBLES = ("form", "errors", "returned", "slow", "on_order")
"""A form nobody gets through; a program that fails; work sent back for a stamp or a format; five desks for one case; nobody who comes
unless told to."""

SLOWER_THAN_PROMISED = (2.4, 6.0)
"""Times the promised time a case takes on average where it is slow: by definition more than twice."""

SENT_BACK = (0.25, 0.45)
"""Of cases finished, where work is sent back: by definition more than 15 %, and of a quarter's hundred cases too."""


@dataclass(frozen=True)
class Hardship:
    """``troubles`` of each system, ``begins``: since which week."""

    troubles: list[set[str]]
    begins: Whole

    def having(self, trouble: str) -> Flags:
        return np.array([trouble in each for each in self.troubles], np.bool_)


def hardened(county: County, days: Days, dice: Dice) -> Hardship:
    """Two to four troubles together; half since the system was built, half since a release, a migration or a new rule."""
    hard: list[set[str]] = [set() for _system in range(len(county))]
    begins = np.zeros(len(county), np.int64)
    for system in np.flatnonzero(county.are(Truth.HARD_TO_USE)).tolist():
        hard[system] = set(dice.choice(TROUBLES, int(dice.integers(2, 5)), replace=False).tolist())
        if happens(dice, 0.5):
            begins[system] = dice.integers(6, max(7, days.weeks - 12))
    return Hardship(hard, begins)
