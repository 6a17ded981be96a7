"""A fleet taken in as files, by every way there is, and swept in the database is judged as the same fleet is without one."""

import csv
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from evaluations.findings.enums import REFRESHED_STATES, FindingKind
from evaluations.findings.models import Finding
from evaluations.findings.policy import Parameters
from evaluations.findings.services import sweep
from evaluations.proving.enums import Truth
from evaluations.proving.generator.collectors import ACCESS_LOG, COLLECTORS
from evaluations.proving.generator.files import OPERATOR, Delivery, write_register, write_truth, write_usage
from evaluations.proving.generator.fleets import Fleet, generate
from evaluations.proving.rules.grounds import County, promises_of
from evaluations.proving.rules.judging import judged
from evaluations.proving.rules.said import Said, Use
from evaluations.proving.rules.weeks import Records
from evaluations.proving.second.fleets import generate as second
from evaluations.usage.models import AssessmentDay, Collector, UsageRow
from lifecycle.commitments.enums import DataSource, Direction
from lifecycle.commitments.models import Commitment, DueDate
from registry.organisations.enums import TokenScope
from registry.organisations.models import Organisation
from registry.systems.models import System
from tests.factories import token

SYSTEMS = 40
FIRST_SWEEP = 71
"""The week at whose end the first sweep is held; from then on a week's files, then a sweep."""


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    """The first in which every collector has something to tell."""
    made = (generate(seed, SYSTEMS) for seed in range(1, 100))
    return next(each for each in made if each.truths.watch.sees.any(axis=0).all())


def take_in(deliveries: list[Delivery], folder: Path, secret: str) -> None:
    client, out = Client(headers={"Authorization": f"Bearer {secret}"}), StringIO()
    for each in deliveries:
        path = str(folder / each["file"])
        match each["by"]:
            case "import_register" | "import_usage":
                call_command(each["by"], path, stdout=out)
            case "import_access_log":
                of_log = {"map": each["map"], "host": each["host"], "action": each["action"]}
                call_command(each["by"], path, **of_log, complete=True, collector="access-log", stdout=out)
            case address:
                body = (folder / each["file"]).read_bytes()
                assert client.post(address, body, content_type="application/json").status_code == 200


def enter_promises(fleet: Fleet) -> None:
    """As admission would have left them."""
    for place, system in enumerate(System.objects.order_by("code")):
        for position, (formula, (target, due_on)) in enumerate(promises_of(fleet, place).items()):
            made = Commitment.objects.create(
                system=system,
                case_number=f"GEN-{place}",
                position=position,
                label=formula,
                unit="1",
                direction=Direction.values[0],
                target=Decimal(str(target)),
                tolerance_percent=0,
                population="all",
                data_source=DataSource.values[0],
                formula=formula,
                responsible_post="head",
            )
            DueDate.objects.create(commitment=made, due_on=due_on)


def in_the_database() -> dict[str, set[tuple[str, str]]]:
    """What is said of each system, as far as the proof looks at it."""
    found: dict[str, set[tuple[str, str]]] = {}
    looked_at = {"unused", "back_end_only", "not_monitored", "hard_to_use", "flattered"}
    standing = Finding.objects.filter(kind__in=looked_at, state__in=REFRESHED_STATES)
    for code, kind, tier in standing.values_list("system__code", "kind", "tier"):
        found.setdefault(code, set()).add((kind, tier))
    return found


def without_one(said: Said, week: int, fleet: Fleet) -> dict[str, set[tuple[str, str]]]:
    words = {
        Use.NOT_MONITORED: (FindingKind.NOT_MONITORED, ""),
        Use.BACK_END_ONLY: (FindingKind.BACK_END_ONLY, "C"),
        **{use: (FindingKind.UNUSED, use.name) for use in (Use.A, Use.B, Use.C)},
    }
    found: dict[str, set[tuple[str, str]]] = {}
    for place in range(SYSTEMS):
        told = {words[Use(use)]} if (use := int(said.use[place, week])) else set()
        told |= {(FindingKind.HARD_TO_USE, "")} if said.hard[place, week] else set()
        told |= {(FindingKind.FLATTERED, "")} if said.flattered[place, week] else set()
        if told:
            found[fleet.register.code_of(place)] = {(str(kind), tier) for kind, tier in told}
    return found


@pytest.mark.django_db
def test_files_taken_in_week_by_week_and_swept_come_to_what_is_judged_without_a_database(
    fleet: Fleet, tmp_path: Path
) -> None:
    for each in COLLECTORS:
        Collector.objects.create(code=each.code, kind=each.kind)
    AssessmentDay.objects.bulk_create(
        AssessmentDay(day=fleet.days.date_of(day), label="考核") for day in fleet.days.assessments()
    )
    take_in(write_register(fleet, tmp_path), tmp_path, "")
    operator = Organisation.objects.get(code=OPERATOR[0])
    Collector.objects.update(organisation=operator)
    secret = token(organisation=operator, scope=TokenScope.REPORT_USAGE)[1]
    enter_promises(fleet)
    county = County([fleet])
    ground = county.ground(Parameters())
    said = judged(Records(county, ground), ground)
    since = -1
    for week in range(FIRST_SWEEP, fleet.days.weeks):
        monday = week * 7 + 7
        take_in(write_usage(fleet, tmp_path, since=since, until=monday), tmp_path, secret)
        since = monday
        sweep(as_of=ground.axis.week_end(week), by=None)
        assert (week, in_the_database()) == (week, without_one(said, week, fleet))
    assert UsageRow.objects.filter(collector__code=COLLECTORS[ACCESS_LOG].code).exists()
    assert {path.suffixes[-2] for path in tmp_path.glob("*.gz")} == {".log", ".json"}
    assert len({kind for each in in_the_database().values() for kind, _tier in each}) >= 4


def test_the_truth_is_in_no_file_that_is_taken_in(fleet: Fleet, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    write_register(fleet, folder)
    write_usage(fleet, folder)
    write_truth(fleet, tmp_path / "truth.json")
    told = json.loads((tmp_path / "truth.json").read_text())["systems"]
    assert {each["truth"] for each in told} == {str(truth) for truth in Truth}
    kept = {str(truth) for truth in Truth} - {"seasonal", "annual", "new"} | {"organic_rush", "checkins_", "lockstep"}
    for path in folder.glob("*.csv"):
        text = path.read_text()
        assert [word for word in kept if word in text] == []
    for path in folder.glob("*.json"):
        assert [word for word in kept if word in path.read_text()] == []


def test_the_command_keeps_the_truth_apart(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="does not belong among what is imported"):
        call_command("generate_fleet", seed=1, systems=20, folder=tmp_path, truth=tmp_path / "truth.json")
    assert list(tmp_path.iterdir()) == []


def test_rows_in_files_are_those_of_the_fleet(fleet: Fleet, tmp_path: Path) -> None:
    write_usage(fleet, tmp_path)
    with (tmp_path / "app-log.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    block = next(each for each in fleet.blocks if COLLECTORS[each.collector].code == "app-log")
    assert len(rows) == len(block)
    assert sum(int(row["sessions"]) for row in rows) == int(block.measures["sessions"].sum())
    assert {row["system"] for row in rows} == {fleet.register.code_of(each) for each in np.unique(block.system)}


def test_a_fleet_of_the_second_generator_is_written_the_same_way(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    out = StringIO()
    call_command(
        "generate_fleet",
        seed=1,
        systems=20,
        folder=folder,
        truth=tmp_path / "truth.json",
        generator="second",
        stdout=out,
    )
    told = {each["system"]: each for each in json.loads((tmp_path / "truth.json").read_text())["systems"]}
    made = second(1, 20)
    assert [each["truth"] for each in told.values()] == [str(list(Truth)[truth]) for truth in made.truths.of]
    deliveries = json.loads((folder / "deliveries.json").read_text())
    assert {each["file"] for each in deliveries} >= {"systems.csv", "app-log.csv"}
    assert all((folder / each["file"]).exists() for each in deliveries)
