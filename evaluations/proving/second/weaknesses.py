"""What is weak about each system in ordinary life: visits that fail, work sent back, people who only look.

Hard to use is by the published definition what has two of eight troubles at least. So who is not has one at most, and is clear of the
others. Three of the eight come about here. Of those left over, cases that lie are known when this is drawn; time per case, complaints,
ratings and what is done on order are clear of their lines by how ``doings`` and ``almanac`` draw them where nobody is hurt.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.proving.generator import Dice, Flags, Reals
from evaluations.proving.second.rankings import Rankings

LINES: Final = {"failing": 0.01, "returned": 0.15, "idle": 0.50}
"""From where the published definition speaks of a trouble: of visits, of cases finished, of visits again."""
CLEAR: Final = {"failing": 1 / 2, "returned": 1 / 2, "idle": 2 / 3}
"""Of its line, how much is clear of it. What befalls few is doubled by chance in a small system's quarter; of a half, chance makes a
third at times."""
MADE_UP = ("signing_in", "script", "vendor")
"""Ways to look used by visits in which nothing is done: these are the one trouble of such a system, and follow from its way."""


@dataclass(frozen=True)
class Weaknesses:
    """By system: of visits those that fail; of cases finished those sent back; for each at work those who only look (``looking``), and
    the further visits of each of both (``again``)."""

    failing: Reals
    returned: Reals
    looking: Reals
    again: Reals

    def nearness(self) -> Reals:
        """Troubles × systems, in the order of :data:`LINES`: 1 on the line, more beyond it. Who acts did so at one visit at least."""
        idle = 1 - 1 / ((1 + self.looking) * (1 + self.again))
        return np.stack([self.failing, self.returned, idle]) / _column(LINES)

    def replaced(self, by: "Weaknesses", where: Flags) -> "Weaknesses":
        """With others for each trouble (rows of ``where``) of some systems."""
        failing, returned, idle = where
        return Weaknesses(
            np.where(failing, by.failing, self.failing),
            np.where(returned, by.returned, self.returned),
            np.where(idle, by.looking, self.looking),
            np.where(idle, by.again, self.again),
        )


def ordinary(rankings: Rankings, lying: Flags, dice: Dice) -> Weaknesses:
    """Drawn as they come. Where more than one is not clear of its line, or cases lie (``lying``), one trouble stays, and the others are
    drawn again until they are clear."""
    found = _drawn(len(lying), dice)
    stays = _stays(found.nearness(), rankings.having(*MADE_UP), dice) & ~lying
    while (again := (found.nearness() > _column(CLEAR)) & ~stays).any():
        found = found.replaced(_drawn(len(lying), dice), again)
    return found


def _drawn(systems: int, dice: Dice) -> Weaknesses:
    """Two programs in five fail at more than a visit in a hundred. One case in sixteen is sent back. A quarter as many look as act:
    heads at a screen, people who read a notice."""
    return Weaknesses(
        dice.lognormal(np.log(0.008), 0.7, systems),
        dice.beta(2, 30, systems),
        dice.lognormal(np.log(0.25), 0.7, systems),
        dice.lognormal(np.log(0.4), 0.5, systems),
    )


def _stays(nearness: Reals, made_up: Flags, dice: Dice) -> Flags:
    """Troubles × systems: the one each may have. Of those beyond their lines by lot; of none beyond, the nearest."""
    lot = np.where(nearness > 1, 1 + dice.random(nearness.shape), nearness)
    lot[list(LINES).index("idle"), made_up] = np.inf
    return np.asarray(np.arange(len(LINES))[:, None] == np.argmax(lot, axis=0))


def _column(by_trouble: dict[str, float]) -> Reals:
    return np.array(list(by_trouble.values()))[:, None]
