"""Counties in which everything is of one truth."""

from functools import cache

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator.classes import TRUTHS
from evaluations.proving.generator.days import Days
from evaluations.proving.second.fleets import World, happened


@cache
def world(truth: Truth, systems: int, seed: int = 3) -> World:
    """A county in which everything is of one truth: the same one for whoever asks, who changes nothing in it."""
    return happened(np.full(systems, list(TRUTHS).index(truth)), Days(), np.random.default_rng(seed))
