"""A small proof in the suite: it does not prove the targets, but a change of the detector that loses one is seen the same day."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils.text import capfirst

from evaluations.findings.policy import Parameters
from evaluations.proving.enums import Truth
from evaluations.proving.generator.fleets import generate
from evaluations.proving.models import Proof
from evaluations.proving.presenters import FIGURES, compared_rows, points
from evaluations.proving.rules.grounds import County
from evaluations.proving.rules.judging import judged
from evaluations.proving.rules.said import Said, Use
from evaluations.proving.rules.scoring import scored
from evaluations.proving.rules.variants import ablations, moved
from evaluations.proving.rules.weeks import Records
from evaluations.proving.services import prove, told


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return prove(seeds=[21, 22], systems=300, numbers=Parameters(), variants_on=0)


def figure(report: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in report["figures"] if each["name"] == name)
    return found


@pytest.mark.parametrize("name", ["precision/A", "recall/A", "precision/AB", "recall/AB", "legitimate/A"])
def test_few_seeds_meet_the_targets(report: dict[str, Any], name: str) -> None:
    assert (name, figure(report, name)["met"]) == (name, True)


def test_every_truth_is_counted_once(report: dict[str, Any]) -> None:
    assert {each["truth"] for each in report["classes"]} == {str(truth) for truth in Truth}
    assert sum(each["systems"] for each in report["classes"]) == 600
    assert (report["fleets"], report["seeds"], report["tuned_on"]) == (2, "21-22", "1-20")


def test_fleets_judged_together_are_judged_as_if_alone() -> None:
    fleets = [generate(seed, 60) for seed in (1, 2)]
    together = _judged(fleets)
    alone = [_judged([fleet]) for fleet in fleets]
    for name in ("use", "hard", "flattered"):
        assert np.array_equal(getattr(together, name), np.concatenate([getattr(each, name) for each in alone]))


def test_what_is_said_wrongly_or_too_early_is_not_counted_as_right() -> None:
    county = County([generate(1, 60)])
    truths = county.fleets[0].truths
    shape = 60, county.axis.weeks
    nothing = np.zeros(shape, np.bool_)
    nobody = np.zeros(shape, np.int8)
    everything = Said(np.full(shape, Use.A, np.int8), nothing, nothing, nothing, nobody, {}, np.zeros(shape))
    tally = scored(county, everything)
    assert tally["found/A"] == 60
    unused = [str(Truth.NEVER_USED), str(Truth.DECAYED), str(Truth.VESTIGIAL)]
    year_begins = county.axis.weeks - 52
    since = [
        place
        for place in range(60)
        if str(list(Truth)[truths.of[place]]) in unused and truths.begins[place] <= year_begins
    ]
    assert tally["right/A"] == len(since)
    assert tally["legitimate/A"] == tally["legitimate"] > 0
    assert scored(county, Said(nobody, nothing, nothing, nothing, nobody, {}, np.zeros(shape)))["found/A"] == 0


def _judged(fleets: list[Any]) -> Said:
    county = County(fleets)
    ground = county.ground(Parameters())
    return judged(Records(county, ground), ground)


def test_variants_change_numbers_and_nothing_else() -> None:
    numbers = Parameters()
    names = [each.name for each in (*ablations(numbers), *moved(numbers))]
    assert len(set(names)) == len(names)
    for each in (*ablations(numbers), *moved(numbers)):
        changed = each.numbers(numbers)
        assert {name: getattr(changed, name) for name in each.changes} == each.changes
    assert {
        type(each.changes["hold_enter_weeks"]) for each in moved(numbers) if "hold_enter_weeks" in each.changes
    } == {int}


def test_seeds_are_told_as_ranges() -> None:
    assert (told([1, 2, 3, 7, 9, 10]), told([5]), told([])) == ("1-3,7,9-10", "5", "")


@pytest.mark.django_db
def test_the_command_prints_keeps_and_checks_by_one_generator_or_both_side_by_side(tmp_path: Path) -> None:
    out, file = StringIO(), tmp_path / "proof.json"
    command: dict[str, Any] = {"seeds": [3], "systems": 40, "variants": 0, "workers": 1, "json": file, "stdout": out}
    call_command("prove_findings", **command, compare=True)
    first, second = Proof.objects.order_by("id")
    assert (first.seeds, first.systems, first.policy.version) == ("3", 40, 1)
    assert (first.generator, second.generator) == ("first", "second")
    assert json.loads(file.read_text()) == [first.report, second.report]
    assert first.report["classes"] != second.report["classes"]
    told = out.getvalue()
    assert "by the first generator, seeds 3 (tuned on 1-20)" in told
    assert "by the second generator, seeds 3 (tuned on 1-10)" in told
    assert "Tiers A and B: of those found, unused indeed" in told
    said = compared_rows([first.report, second.report])
    assert [each[0] for each in said] == [capfirst(str(FIGURES[each["name"]])) for each in first.report["figures"]]
    assert [line.split() for line in told.splitlines()[-len(said) :]] == [" ".join(each).split() for each in said]
    missed = [each for each in second.report["figures"] if each["met"] is False]
    if missed:
        with pytest.raises(CommandError, match="Targets missed"):
            call_command("prove_findings", **command, generator="second", check=True, forget=True)
    assert Proof.objects.count() == 2


def test_differences_are_told_in_points_and_of_nothing_none() -> None:
    assert (points(0.9, 0.85), points(0.85, 0.9), points(None, 0.9)) == ("-5.0", "+5.0", "—")
