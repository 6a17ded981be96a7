"""One system, week by week, of which only what is added up is known: for the tests of promises, spikes and upkeep."""

from dataclasses import replace
from typing import Any

import numpy as np

from evaluations.findings.rules.detector import Reals
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.quantities import COLUMNS, told, volume
from tests.evaluations.findings.rules.detector.fleets import NUMBERS

BEGIN = 2800
"""A week from the epoch at which a block begins."""


def facts(**given: Any) -> Facts:
    """What is known of the one system, but for what is said nothing."""
    return replace(Facts.none(1), **{name: np.array([value]) for name, value in given.items()})


def columns(*, days: float = 7, reported: bool = False, **amounts: float) -> Reals:
    """One week's columns: volumes with the days they were told for, and what is only told."""
    made = np.zeros((1, COLUMNS))
    for name, amount in amounts.items():
        if name in {"using_organisations", "eligible_organisations", "released", "release_told"}:
            made[0, told(name)] = amount
        else:
            place, counted = volume(name, reported=reported)
            made[0, place], made[0, counted] = amount, days
    return made


EVERYBODY = np.array([True])
__all__ = ["BEGIN", "EVERYBODY", "NUMBERS", "columns", "facts"]
