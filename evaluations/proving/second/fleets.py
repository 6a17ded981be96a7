"""A whole fleet from one seed."""

from dataclasses import dataclass

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Whole
from evaluations.proving.generator.classes import dealt
from evaluations.proving.generator.collectors import GATEWAY
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.fleets import Fleet, Truths
from evaluations.proving.second.almanac import Tempo, tempo
from evaluations.proving.second.county import County, settled, with_contracts, with_promises
from evaluations.proving.second.deliveries import Desk
from evaluations.proving.second.doings import Doings, done
from evaluations.proving.second.hardship import Hardship, hardened
from evaluations.proving.second.pressure import Pressure, put_under
from evaluations.proving.second.rankings import Rankings, ranked
from evaluations.proving.second.sittings import Sittings, sat_down
from evaluations.proving.second.takeup import TakeUp, taken_up
from evaluations.proving.second.watching import watched

APART = 2
"""Keeps the dice of this generator from being those of the first for the same seed."""


@dataclass(frozen=True)
class World:
    """What there is and what was done there, before anybody counted it."""

    county: County
    days: Days
    taken: TakeUp
    hardship: Hardship
    rankings: Rankings
    tempo: Tempo
    sittings: Sittings
    doings: Doings
    pressure: Pressure


def happened(truths: Whole, days: Days, dice: Dice) -> World:
    """All that went on in systems of these truths."""
    county = settled(truths, days, dice)
    taken = taken_up(county, days, dice)
    county = with_contracts(county, taken.ended, dice)
    hardship = hardened(county, days, dice)
    county = with_promises(county, hardship.having("slow"), dice)
    rankings = ranked(county, days, dice)
    rhythm = tempo(county, hardship, days, dice)
    sittings = sat_down(county, rhythm, taken, days, dice)
    doings = done(county, hardship, rankings, rhythm, taken=taken, sittings=sittings, days=days, dice=dice)
    pressure = put_under(county, rankings, doings, days, dice)
    return World(county, days, taken, hardship, rankings, rhythm, sittings, doings, pressure)


def generate(seed: int, systems: int, days: Days | None = None) -> Fleet:
    """The same for the same seed and number of systems."""
    dice, days = np.random.default_rng([seed, systems, APART]), days or Days()
    world = happened(dealt(systems, dice), days, dice)
    county, taken, hardship, pressure = world.county, world.taken, world.hardship, world.pressure
    watching = watched(county, hardship, pressure.ways, days, dice)
    blocks = Desk(county, taken, world.sittings, world.doings.measured, pressure, watching, days, dice).blocks()
    flattered = county.are(Truth.FLATTERED)  # one oddity makes no truth
    begins = np.maximum.reduce([taken.begins, hardship.begins, np.where(flattered, pressure.begins, 0)])
    begins = np.where(county.are(Truth.GAPS), watching.gap_begins, begins)
    ways = [each if so else set() for each, so in zip(pressure.ways, flattered.tolist(), strict=True)]
    truths = Truths(county.register.truths, begins, world.tempo.spikes, hardship.troubles, ways, watching.watch)
    silent = watching.down[GATEWAY] & ~watching.empty[GATEWAY]
    return Fleet(seed, days, county.register, blocks, {GATEWAY: ~silent}, pressure.targets, truths)
