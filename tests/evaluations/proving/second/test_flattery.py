"""What figures that flatter are, by the published definition, computed on what was measured."""

import numpy as np
import pytest

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Flags, Reals, Whole
from evaluations.proving.generator.collectors import APP_LOG, GATEWAY, MONTHLY, WEEKLY
from evaluations.proving.second.fleets import World, generate
from evaluations.proving.second.rankings import APART, WAYS
from evaluations.proving.second.watching import watched
from tests.evaluations.proving.second.worlds import world

TOO_FEW = 500
"""Visits of a quarter, among which a few a day share no minute by any intent."""


def wrong(made: World) -> dict[str, Flags]:
    """Systems × quarters in which each of the six holds, of quarters that end with an inspection."""
    held: dict[str, list[Flags]] = {
        name: [] for name in ("signing_in", "batch_entry", "script", "target", "vendor", "unread")
    }
    ends = made.days.assessments()[1:]
    for first, last in zip([0, *(each + 1 for each in ends)], ends, strict=False):
        at = slice(first, last + 1)
        total = {name: values[:, at].sum(axis=1) for name, values in made.doings.measured.items()}
        held["signing_in"].append(_share(total["checkins"], total["checkins"] + total["substantive_actions"]) > 0.6)
        held["batch_entry"].append(_spike(made.doings.measured["substantive_actions"], last))
        held["script"].append(
            (total["sessions"] > TOO_FEW) & (_share(total["busiest_minute"], total["sessions"]) > 0.3)
        )
        held["target"].append(_bunched(made, first, last))
        held["vendor"].append(np.array(["vendor" in each for each in made.pressure.ways]))
        held["unread"].append((total["records"] > 0) & (_share(total["records_read"], total["records"]) < 0.2))
    return {name: np.column_stack(each) for name, each in held.items()}


def whole_quarters(made: World) -> Flags:
    """Systems × quarters that began when the system was already what it is."""
    starts = np.array([0, *(each + 1 for each in made.days.assessments()[1:-1])])
    return np.asarray(starts >= made.pressure.begins[:, None] * 7)


def _share(part: Whole, whole: Whole) -> Reals:
    return np.asarray(part / np.maximum(whole, 1))


def _spike(acts: Whole, inspection: int) -> Flags:
    """Three times as much a day in the two weeks up to it as in the eight weeks before, and as in the four after."""
    begins = inspection - 13
    up_to, before, after = (
        acts[:, at].mean(axis=1)
        for at in (
            slice(begins, inspection + 1),
            slice(max(begins - 56, 0), begins),
            slice(inspection + 1, inspection + 29),
        )
    )
    return np.asarray((up_to > 0) & (up_to >= 3 * before) & (up_to >= 3 * after))


def _bunched(made: World, first: int, last: int) -> Flags:
    weeks = slice(-(-first // 7), (last + 1) // 7)
    by_week = made.doings.measured["substantive_actions"].reshape(len(made.county), -1, 7).sum(axis=2)[:, weeks]
    target = made.pressure.targets[:, None]
    return np.asarray(((target > 0) & (by_week >= target) & (by_week <= 1.05 * target)).mean(axis=1) >= 0.7)


@pytest.mark.parametrize("seed", [3, 4])
def test_of_what_is_made_to_look_used_each_way_is_true_of_its_figures_every_quarter(seed: int) -> None:
    made = world(Truth.FLATTERED, 40, seed=seed)
    held, quarters = wrong(made), whole_quarters(made)
    number = np.sum(list(held.values()), axis=0)
    assert quarters.sum() > 100
    assert (number >= 2)[quarters].mean() >= 0.97
    for way in WAYS:
        having = made.rankings.having(way)[:, None] & quarters
        assert having.any(), way
        assert held[way][having].mean() >= 0.97, way


def test_ways_that_spoil_each_other_are_not_drawn_together() -> None:
    ways = world(Truth.FLATTERED, 60).pressure.ways
    assert not [each for each in ways for pair in APART if pair <= each]


def test_one_oddity_makes_at_most_one_of_the_six_true() -> None:
    made = world(Truth.HEALTHY, 200, seed=4)
    odd, quarters = np.array([bool(each) for each in made.pressure.ways]), whole_quarters(made)
    number = np.sum(list(wrong(made).values()), axis=0)
    assert odd.sum() >= 2
    assert (number <= 1)[quarters & odd[:, None]].all()


def test_of_each_way_somebody_tells_both_figures_the_definition_compares() -> None:
    compared = {
        "signing_in": ("checkins", "substantive_actions"),
        "batch_entry": ("substantive_actions",),
        "target": ("substantive_actions",),
        "script": ("busiest_minute", "sessions"),
        "unread": ("records", "records_read"),
    }
    made = world(Truth.FLATTERED, 120)
    ways = made.pressure.ways
    watching = watched(made.county, made.hardship, ways, made.days, np.random.default_rng(5))
    for place, mine in enumerate(ways):
        known = {key for key, of in watching.knows.items() if of[place] and watching.watch.sees[place, key[0]]}
        for way in mine - {"vendor"}:
            by = (APP_LOG, WEEKLY) if way in {"batch_entry", "target"} else (GATEWAY, APP_LOG, WEEKLY, MONTHLY)
            assert any(known >= {(collector, name) for name in compared[way]} for collector in by), (way, mine)
        if "target" in mine:
            assert made.pressure.targets[place] > 0
        if "vendor" in mine:
            assert (GATEWAY, "sessions") in known
            assert known & {(WEEKLY, "sessions"), (MONTHLY, "sessions")}
    vendors = made.rankings.having("vendor")
    assert watching.watch.sees[vendors, WEEKLY].mean() > 0.75


def test_what_fills_a_week_up_to_its_target_holds_cases_and_the_target_is_that_of_an_ordinary_system() -> None:
    made, share = world(Truth.FLATTERED, 60), []
    for place in np.flatnonzero(made.rankings.having("target")).tolist():
        since = slice(int(made.pressure.begins[place]) * 7, None)
        acts, begun, finished = (
            made.doings.measured[name][place, since].reshape(-1, 7).sum(axis=1)
            for name in ("substantive_actions", "started", "completed")
        )
        filled = acts > 0
        assert 0.2 < begun[filled].sum() / acts[filled].sum() < 0.75
        assert finished.sum() > 0.8 * begun.sum()
        share.append(made.pressure.targets[place] / made.doings.typical[place])
    assert len(share) > 5
    assert 0.6 < np.median(share) < 1.7


def test_a_vendor_reports_more_than_the_gateway_saw() -> None:
    told = 0
    for seed in (11, 12):
        fleet = generate(seed, 100)
        gateway, form = fleet.blocks[GATEWAY], fleet.blocks[WEEKLY]
        for place, ways in enumerate(fleet.truths.flattered):
            mine = (form.system == place) & (form.day > fleet.truths.begins[place] * 7 + 7)
            if "vendor" in ways and mine.any():
                seen = np.bincount(
                    gateway.day[gateway.system == place] // 7,
                    weights=gateway.measures["sessions"][gateway.system == place],
                    minlength=fleet.days.weeks,
                )
                assert form.measures["sessions"][mine].sum() > 1.2 * seen[form.day[mine] // 7].sum()
                told += 1
    assert told
