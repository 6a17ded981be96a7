"""A whole fleet from one seed."""

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator.classes import dealt
from evaluations.proving.generator.collectors import GATEWAY
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.fleets import Fleet, Truths
from evaluations.proving.second.almanac import tempo
from evaluations.proving.second.county import settled, with_contracts, with_promises
from evaluations.proving.second.deliveries import Desk
from evaluations.proving.second.doings import done
from evaluations.proving.second.hardship import hardened
from evaluations.proving.second.pressure import put_under
from evaluations.proving.second.rankings import ranked
from evaluations.proving.second.sittings import sat_down
from evaluations.proving.second.takeup import taken_up
from evaluations.proving.second.watching import watched

APART = 2
"""Keeps the dice of this generator from being those of the first for the same seed."""


def generate(seed: int, systems: int, days: Days | None = None) -> Fleet:
    """The same for the same seed and number of systems."""
    dice, days = np.random.default_rng([seed, systems, APART]), days or Days()
    county = settled(dealt(systems, dice), days, dice)
    taken = taken_up(county, days, dice)
    county = with_contracts(county, taken.ended, dice)
    hardship = hardened(county, days, dice)
    county = with_promises(county, hardship.having("slow"), dice)
    rankings = ranked(county, days, dice)
    rhythm = tempo(county, hardship, days, dice)
    sittings = sat_down(county, rhythm, taken, days, dice)
    doings = done(county, hardship, rankings, rhythm, taken=taken, sittings=sittings, days=days, dice=dice)
    pressure = put_under(county, rankings, doings, days, dice)
    watching = watched(county, hardship, pressure.ways, days, dice)
    blocks = Desk(county, taken, sittings, doings.measured, pressure, watching, days, dice).blocks()
    flattered = county.are(Truth.FLATTERED)  # one oddity makes no truth
    begins = np.maximum.reduce([taken.begins, hardship.begins, np.where(flattered, pressure.begins, 0)])
    begins = np.where(county.are(Truth.GAPS), watching.gap_begins, begins)
    ways = [each if so else set() for each, so in zip(pressure.ways, flattered.tolist(), strict=True)]
    truths = Truths(county.register.truths, begins, rhythm.spikes, hardship.troubles, ways, watching.watch)
    silent = watching.down[GATEWAY] & ~watching.empty[GATEWAY]
    return Fleet(seed, days, county.register, blocks, {GATEWAY: ~silent}, pressure.targets, truths)
