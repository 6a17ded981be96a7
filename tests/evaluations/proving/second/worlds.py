"""Counties in which everything is of one truth."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator.classes import TRUTHS
from evaluations.proving.generator.days import Days
from evaluations.proving.second.almanac import tempo
from evaluations.proving.second.county import County, settled, with_promises
from evaluations.proving.second.doings import Doings, done
from evaluations.proving.second.hardship import Hardship, hardened
from evaluations.proving.second.pressure import Pressure, put_under
from evaluations.proving.second.rankings import Rankings, ranked
from evaluations.proving.second.sittings import Sittings, sat_down
from evaluations.proving.second.takeup import TakeUp, taken_up


@dataclass(frozen=True)
class World:
    """What was done, before anybody counted it."""

    county: County
    days: Days
    taken: TakeUp
    sittings: Sittings
    hardship: Hardship
    doings: Doings
    rankings: Rankings
    pressure: Pressure


def world(truth: Truth, systems: int, seed: int = 3) -> World:
    """A county in which everything is of one truth."""
    days, dice = Days(), np.random.default_rng(seed)
    county = settled(np.full(systems, list(TRUTHS).index(truth)), days, dice)
    taken = taken_up(county, days, dice)
    hardship = hardened(county, days, dice)
    county = with_promises(county, hardship.having("slow"), dice)
    rankings = ranked(county, days, dice)
    rhythm = tempo(county, hardship, days, dice)
    sittings = sat_down(county, rhythm, taken, days, dice)
    doings = done(county, hardship, rankings, rhythm, taken=taken, sittings=sittings, days=days, dice=dice)
    return World(
        county, days, taken, sittings, hardship, doings, rankings, put_under(county, rankings, doings, days, dice)
    )
