"""What is hard to use, by the published definition, computed on what was done before anybody counted it.

Two of eight troubles at least, in what lasts: over thirteen weeks, whichever one of them is left out, for one bad day is no hardship.
"""

from functools import cache

import numpy as np
import pytest
from numpy.lib.stride_tricks import sliding_window_view

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Flags, Reals, Whole
from evaluations.proving.generator.classes import dealt
from evaluations.proving.generator.days import Days
from evaluations.proving.second.doings import _bad_days
from evaluations.proving.second.fleets import World, happened
from evaluations.proving.second.weaknesses import MADE_UP
from tests.evaluations.proving.second.worlds import world

WEEKS = 13
A_MONTH = 365 / 12 / 7
"""Weeks of it."""
OWN = {"form": "unfinished", "errors": "failing", "returned": "returned", "slow": "slow", "on_order": "on_order"}
"""Which of the eight each trouble of a system is."""

ENOUGH = {
    "unfinished": 50,
    "failing": 1000,
    "slow": 50,
    "returned": 70,
    "idle": 50,
    "disliked": 20,
    "complained_of": 67,
    "on_order": 50,
}
"""Cases begun, visits, cases finished (twice), visits, ratings, users and acts in the twelve weeks of which a share says something. So
many that ten at least are counted at the line; of ratings as many as the definition asks for."""


def lasting(made: World) -> tuple[dict[str, Flags], dict[str, Flags]]:
    """Systems × each thirteen weeks in which each of the eight lasts; and in which there was enough to say it of.

    Read against whoever is not hard to use: who acted did so at one visit, users of a month are no more than came on its best day, and
    ratings are taken as they are.
    """
    day = made.doings.measured
    week = {name: values.reshape(len(values), -1, 7).sum(axis=2) for name, values in day.items()}
    users = sliding_window_view(day["effective_users"].reshape(len(made.county), -1, 7).max(axis=2), WEEKS, axis=1)
    users = users.max(axis=2)
    promised = made.county.register.promised_seconds[:, None]
    beyond = {
        "unfinished": (0.7 * week["started"] - week["completed"], week["started"]),
        "failing": (week["errors"] - 0.01 * week["sessions"], week["sessions"]),
        "slow": (
            np.where(promised > 0, week["case_seconds"] - 2.0 * promised * week["completed"], 0.0),
            week["completed"],
        ),
        "returned": (week["corrected"] - 0.15 * week["completed"], week["completed"]),
        "idle": (week["sessions"] - week["effective_users"] - 0.5 * week["sessions"], week["sessions"]),
        "disliked": (0.6 * week["ratings"] - week["good_ratings"], week["ratings"]),
        "on_order": (week["after_order"] - 0.7 * week["substantive_actions"], week["substantive_actions"]),
    }
    told = {name: _without_one(whole) >= ENOUGH[name] for name, (_excess, whole) in beyond.items()}
    held = {name: told[name] & (_without_one(excess) > 0) for name, (excess, _whole) in beyond.items()}
    told["complained_of"] = users >= ENOUGH["complained_of"]
    complaints = _without_one(week["complaints"])
    held["complained_of"] = told["complained_of"] & (complaints > 0.05 * users * (WEEKS - 1) / A_MONTH)
    return held, told


def _without_one(weeks: Whole | Reals) -> Reals:
    """Sums over each thirteen weeks, but for the one that counts most."""
    each = sliding_window_view(weeks, WEEKS, axis=1)
    return np.asarray(each.sum(axis=2) - np.maximum(each.max(axis=2), 0), np.float64)


def together(held: dict[str, Flags]) -> Whole:
    return np.asarray(np.sum(list(held.values()), axis=0), np.int64)


@cache
def mixed() -> World:
    """As many of each truth as in any fleet."""
    dice = np.random.default_rng(5)
    return happened(dealt(150, dice), Days(), dice)


@pytest.mark.parametrize(
    "of", [(Truth.HEALTHY, 200, 4), (Truth.FLATTERED, 40, 3), (Truth.FLATTERED, 40, 4), (Truth.STANDBY, 60, 3), None]
)
def test_what_is_not_hard_to_use_has_one_of_the_eight_troubles_at_most(of: tuple[Truth, int, int] | None) -> None:
    made = mixed() if of is None else world(of[0], of[1], seed=of[2])
    held, _told = lasting(made)
    assert together(held)[~made.county.are(Truth.HARD_TO_USE)].max() == 1


def test_one_lasting_trouble_is_ordinary_life() -> None:
    """Failures, corrections and visits without an act alike."""
    held, _told = lasting(world(Truth.HEALTHY, 200, seed=4))
    some = {name: float(of.any(axis=1).mean()) for name, of in held.items()}
    assert 0.45 < float(together(held).any(axis=1).mean()) < 0.75
    assert some["failing"] > 0.15
    assert some["idle"] > 0.2
    assert some["returned"] > 0.01


def test_of_what_is_made_to_look_used_by_visits_these_are_the_one_trouble() -> None:
    made = world(Truth.FLATTERED, 60)
    held, _told = lasting(made)
    by_visits = made.rankings.having(*MADE_UP)
    assert held["idle"][made.rankings.having("signing_in", "script")].any(axis=1).mean() > 0.9
    assert by_visits.sum() > 30
    assert not (held["failing"] | held["returned"])[by_visits].any()


@pytest.mark.parametrize("seed", [3, 4])
def test_what_is_hard_to_use_has_two_of_its_troubles_at_least_since_it_began(seed: int) -> None:
    made = world(Truth.HARD_TO_USE, 60, seed=seed)
    held, told = lasting(made)
    has, due = np.zeros((2, *told["idle"].shape), np.int64)
    for trouble, name in OWN.items():
        mine = made.hardship.having(trouble)[:, None]
        has += mine & held[name]
        due += mine & told[name]
        since = mine & told[name] & (np.arange(due.shape[1]) >= made.hardship.begins[:, None])
        assert held[name][since].mean() > 0.97, trouble
    sayable = (due >= 2) & (np.arange(due.shape[1]) >= made.hardship.begins[:, None])
    assert sayable.sum() > 1000
    assert (has >= 2)[sayable].mean() > 0.99


def test_a_program_has_its_bad_day_twice_a_year_and_never_two_within_a_quarter() -> None:
    bad = _bad_days(500, 546, np.random.default_rng(3))
    assert bad.sum() / 500 == pytest.approx(546 / 167, rel=0.1)
    assert sliding_window_view(bad, 7 * WEEKS, axis=1).sum(axis=2).max() == 1
