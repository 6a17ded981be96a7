"""Every reason the rules of this room can give, by itself."""

from datetime import date
from typing import Any

import pytest

from registry.organisations.enums import Role
from registry.refusals import Obstacle
from registry.systems.enums import BatchState
from registry.systems.models import Contract, DataSet, Interface
from registry.systems.rules import (
    obstacles_to_apply,
    obstacles_to_import,
    obstacles_to_keep_fact,
    obstacles_to_register,
    obstacles_to_undo,
)


def codes(found: list[Obstacle]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"state": BatchState.APPLIED}, ["not-previewed"]),
        ({"wrong": 2}, ["wrong-rows"]),
        ({"wrong": 2, "skip_wrong": True}, []),
        ({"writes": 0}, ["nothing-to-do"]),
    ],
)
def test_an_import_is_written_whole_once_it_was_previewed(said: dict[str, Any], expected: list[str]) -> None:
    complete = {"state": BatchState.PREVIEWED, "wrong": 0, "writes": 3, "skip_wrong": False}
    assert codes(obstacles_to_apply(**{**complete, **said})) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"state": BatchState.PREVIEWED}, ["not-applied"]),
        ({"changed_since": ["S-1"]}, ["changed-since"]),
        ({"used_since": ["S-1"]}, ["used-since"]),
    ],
)
def test_an_import_is_undone_while_nothing_rests_on_it(said: dict[str, Any], expected: list[str]) -> None:
    complete: dict[str, Any] = {"state": BatchState.APPLIED, "changed_since": [], "used_since": []}
    assert codes(obstacles_to_undo(**{**complete, **said})) == expected


def test_the_bureau_imports_and_the_sponsor_s_staff_register_their_own() -> None:
    assert codes(obstacles_to_import([Role.INTAKE_OFFICER])) == []
    assert codes(obstacles_to_import([Role.SPONSOR_STAFF])) == ["not-register-keeper"]
    at_home = {1: [Role.SPONSOR_STAFF]}
    assert codes(obstacles_to_register(roles_by_organisation=at_home, sponsor_id=1, keeps_register=False)) == []
    assert codes(obstacles_to_register(roles_by_organisation=at_home, sponsor_id=2, keeps_register=True)) == []
    found = obstacles_to_register(roles_by_organisation=at_home, sponsor_id=2, keeps_register=False)
    assert codes(found) == ["not-sponsor"]


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (DataSet(), []),
        (Interface(system_id=1, consumer_id=2), []),
        (Interface(system_id=1, outside_consumer="the bank"), []),
        (Interface(system_id=1), ["one-consumer"]),
        (Interface(system_id=1, consumer_id=2, outside_consumer="the bank"), ["one-consumer"]),
        (Interface(system_id=1, consumer_id=1), ["same-system"]),
        (Contract(cost_fen=0, begins_on=date(2026, 1, 1), ends_on=date(2026, 1, 1)), []),
        (Contract(cost_fen=-1), ["negative"]),
        (Contract(begins_on=date(2026, 1, 2), ends_on=date(2026, 1, 1)), ["ends-before"]),
    ],
)
def test_a_fact_makes_sense_and_is_there_once(fact: DataSet | Interface | Contract, expected: list[str]) -> None:
    assert codes(obstacles_to_keep_fact(fact, has_twin=False)) == expected
    assert codes(obstacles_to_keep_fact(fact, has_twin=True)) == ["already-registered", *expected]
