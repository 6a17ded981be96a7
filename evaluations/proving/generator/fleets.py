"""A whole fleet from one seed."""

from dataclasses import dataclass, field

import numpy as np

from evaluations.proving.generator import Flags, Whole
from evaluations.proving.generator.classes import dealt
from evaluations.proving.generator.collectors import Watch, watched
from evaluations.proving.generator.counts import counted
from evaluations.proving.generator.days import Days
from evaluations.proving.generator.flattery import bunch_above_targets, rush_before_assessments
from evaluations.proving.generator.habits import gone_wrong, ordinary
from evaluations.proving.generator.register import Register, registered
from evaluations.proving.generator.rows import Block
from evaluations.proving.generator.telling import Telling, heartbeats
from evaluations.proving.generator.using import used


@dataclass(frozen=True)
class Truths:
    """What is hidden. ``begins``: the week from which on a system is what it is; ``spikes``: it had an organic rush.

    ``hard`` and ``flattered`` name what is wrong with each, in the words of the generator that made it up.
    """

    of: Whole
    begins: Whole
    spikes: Flags
    hard: list[set[str]]
    flattered: list[set[str]]
    watch: Watch


@dataclass(frozen=True)
class Fleet:
    """What is told: the register, rows by the collector, days each collector said it was up, targets (actions a week)."""

    seed: int
    days: Days
    register: Register
    blocks: list[Block]
    up: dict[int, Flags]
    targets: Whole
    truths: Truths = field(repr=False)


def generate(seed: int, systems: int, days: Days | None = None) -> Fleet:
    """The same for the same seed and number of systems."""
    dice, days = np.random.default_rng([seed, systems]), days or Days()
    register = registered(dealt(systems, dice), days, dice)
    use = used(register, days, dice)
    usual = ordinary(register, dice)
    habits = gone_wrong(register, usual, days, dice)
    counts = counted(register, use, habits, days, dice)
    rush_before_assessments(counts, habits, days, dice)
    targets = bunch_above_targets(counts, register, habits, days, dice)
    watch = watched(register, use, habits, days, dice)
    blocks = Telling(register, counts, habits, targets, watch, days, dice).blocks()
    begins = np.maximum(use.begins, habits.begins)
    truths = Truths(register.truths, begins, use.spikes, habits.hard, habits.flattered, watch)
    return Fleet(seed, days, register, blocks, heartbeats(watch), targets, truths)
