"""Which systems are made to look used, in which ways, and since when."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Whole, chance
from evaluations.proving.generator.days import Days
from evaluations.proving.second import happens
from evaluations.proving.second.county import County

WAYS = ("batch_entry", "target", "unread", "signing_in", "script", "vendor")
"""Entries caught up before an inspection; weeks filled up to the target; records nobody will read; a ranking of sign-ins; accounts
opened by a script; a vendor's report above what was counted. By the published definition two of six things at least are wrong with
figures that flatter, and each way is one of them. What raises acts stands first: what is made of acts comes after."""
COMMON = (0.21, 0.09, 0.14, 0.30, 0.14, 0.12)
"""Signing in is ranked most often, as circulars against it complain; targets and vendors' figures are looked at by fewer."""
APART = ({"batch_entry", "target"}, {"signing_in", "script"}, {"target", "vendor"})
"""What does not go together: who fills up each week leaves no papers for the inspection; who lets a script open accounts need not make
people sign in; who reports more than was done need not do it."""

TOGETHER = {2: 0.6, 3: 0.4}
"""Ways at once, of what is made to look used: by definition two things at least are wrong with its figures, and where one is ranked
others are."""
ODD = 1 / 40
"""Of what staff really use: one thing is ranked, caught up or left unread, and the rest is in order. Ordinary life, and no truth of
its own."""


@dataclass(frozen=True)
class Rankings:
    """``ways`` in which each system is made to look used, ``begins`` the week since when: of some healthy ones one too."""

    ways: list[set[str]]
    begins: Whole

    @property
    def are(self) -> Flags:
        return self.having(*WAYS)

    def having(self, *some: str) -> Flags:
        return np.array([not each.isdisjoint(some) for each in self.ways], np.bool_)


def ranked(county: County, days: Days, dice: Dice) -> Rankings:
    ways: list[set[str]] = [set() for _system in range(len(county))]
    begins = np.zeros(len(county), np.int64)
    odd = county.are(Truth.HEALTHY) & ~county.register.public & chance(dice, ODD, len(county))
    for system in np.flatnonzero(county.are(Truth.FLATTERED) | odd).tolist():
        number = 1 if odd[system] else int(dice.choice(list(TOGETHER), p=list(TOGETHER.values())))
        ways[system] = _together(number, dice)
        if happens(dice, 0.4):  # the others were ranked before the history began
            begins[system] = dice.integers(6, max(7, days.weeks - 14))
    return Rankings(ways, begins)


def _together(number: int, dice: Dice) -> set[str]:
    """So many ways that go together in one system."""
    while True:
        ways = set(dice.choice(WAYS, number, replace=False, p=COMMON).tolist())
        if not any(pair <= ways for pair in APART):
            return ways
