"""Every reason the rules of this room can give, by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lifecycle.closeout.rules.announcing import obstacles_to_announce
from lifecycle.closeout.rules.handing_over import HandOverView, obstacles_to_accept, obstacles_to_add
from lifecycle.closeout.rules.holding import obstacles_to_carry_out
from lifecycle.closeout.rules.settling import (
    MatterView,
    SuccessorView,
    Told,
    obstacles_to_attest_destruction,
    obstacles_to_list,
    obstacles_to_remove,
    obstacles_to_settle,
    obstacles_to_witness,
)
from registry.refusals import Obstacle
from tests.lifecycle.closeout.factories import RECEIPT, WORDS

ONE, OTHER = 1, 2
NOW = datetime(2026, 3, 1, 4, tzinfo=UTC)
DATA = MatterView("data_set", "the residents")
DEPENDANT = MatterView("dependant", "another system")
ARCHIVED = Told("archived", WORDS, "the archive", receipt=RECEIPT)
MOVED = Told("moved", WORDS, successor=SuccessorView("live"))
LIST = HandOverView("the successor", 2, "b" * 64, drawn_up_by=ONE)


def codes(found: list[Obstacle]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("matter", "told", "expected"),
    [
        (DATA, ARCHIVED, []),
        (DATA, replace(ARCHIVED, way="expired"), ["wrong-way"]),
        (DATA, replace(ARCHIVED, way="destroyed"), ["two-people"]),
        (replace(DATA, way="destroyed"), ARCHIVED, ["already-destroyed"]),
        (DATA, replace(ARCHIVED, receiver=" "), ["receiver-missing"]),
        (DATA, Told("archived", WORDS, "the archive"), ["receipt-missing"]),
        (DATA, replace(ARCHIVED, statement="done"), ["statement-missing"]),
        (DEPENDANT, MOVED, []),
        (DEPENDANT, Told("moved", WORDS), ["successor-missing"]),
        (DEPENDANT, replace(MOVED, successor=SuccessorView("live", is_the_system=True)), ["same-system"]),
        (DEPENDANT, replace(MOVED, successor=SuccessorView("retired")), ["successor-not-running"]),
    ],
)
def test_a_matter_is_settled_in_a_way_that_fits_it(matter: MatterView, told: Told, expected: list[str]) -> None:
    assert codes(obstacles_to_settle(matter, told)) == expected


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        (DATA, []),
        (DEPENDANT, ["wrong-way"]),
        (replace(DATA, way="destroyed"), ["already-destroyed"]),
        (replace(DATA, destroyed_by=ONE), ["awaits-witness"]),
    ],
)
def test_only_data_is_destroyed_and_only_once(matter: MatterView, expected: list[str]) -> None:
    assert codes(obstacles_to_attest_destruction(matter, WORDS)) == expected
    assert codes(obstacles_to_attest_destruction(matter, "gone")) == [*expected, "statement-missing"]


def test_a_witness_is_somebody_else_and_there_is_something_to_witness() -> None:
    destroyed = replace(DATA, destroyed_by=ONE)
    assert codes(obstacles_to_witness(destroyed, WORDS, by=OTHER)) == []
    assert codes(obstacles_to_witness(destroyed, WORDS, by=ONE)) == ["same-person"]
    assert codes(obstacles_to_witness(destroyed, "seen", by=OTHER)) == ["statement-missing"]
    assert codes(obstacles_to_witness(DATA, WORDS, by=OTHER)) == ["not-destroyed"]


def test_a_matter_is_named_and_listed_once() -> None:
    assert codes(obstacles_to_list("a server", has_twin=False)) == []
    assert codes(obstacles_to_list(" ", has_twin=False)) == ["label-missing"]
    assert codes(obstacles_to_list("a server", has_twin=True)) == ["already-listed"]


def test_what_the_register_names_or_somebody_settled_stays_on_the_list() -> None:
    assert codes(obstacles_to_remove(DATA)) == []
    assert codes(obstacles_to_remove(replace(DATA, source="register"))) == ["from-the-register"]
    assert codes(obstacles_to_remove(replace(DATA, way="archived"))) == ["already-settled"]
    assert codes(obstacles_to_remove(replace(DATA, destroyed_by=ONE))) == ["already-settled"]


def test_a_line_of_the_hand_over_list_says_what_goes_where() -> None:
    assert codes(obstacles_to_add("files", "there", has_twin=False)) == []
    assert codes(obstacles_to_add(" ", " ", has_twin=False)) == ["label-missing", "place-missing"]
    assert codes(obstacles_to_add("files", "there", has_twin=True)) == ["already-listed"]


@pytest.mark.parametrize(
    ("view", "by", "read", "expected"),
    [
        (LIST, OTHER, LIST.list_sha256, []),
        (LIST, ONE, LIST.list_sha256, ["same-person"]),
        (LIST, OTHER, "c" * 64, ["list-changed"]),
        (replace(LIST, items=0), OTHER, LIST.list_sha256, ["hand-over-empty"]),
        (replace(LIST, accepted_sha256=LIST.list_sha256), OTHER, LIST.list_sha256, ["already-accepted"]),
        (None, OTHER, "", ["no-merge"]),
    ],
)
def test_a_hand_over_list_is_accepted_once_by_somebody_else_as_it_was_read(
    view: HandOverView | None, by: int, read: str, expected: list[str]
) -> None:
    assert codes(obstacles_to_accept(view, by=by, read_sha256=read)) == expected


def test_a_hold_is_carried_out_once_and_under_a_paper() -> None:
    assert codes(obstacles_to_carry_out("No. 5", is_done=False)) == []
    assert codes(obstacles_to_carry_out("", is_done=False)) == ["reference-missing"]
    assert codes(obstacles_to_carry_out("No. 5", is_done=True)) == ["already-carried-out"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"ends_at": NOW + timedelta(days=5)}, ["ends-before"]),
        ({"begins_at": NOW + timedelta(days=1)}, ["too-late"]),
        ({"text": " "}, ["text-missing"]),
        ({"text": "It is gone."}, ["successor-not-named"]),
        ({"shown_at": ""}, ["place-missing"]),
    ],
)
def test_an_announcement_says_beforehand_when_where_and_what_instead(said: dict[str, Any], expected: list[str]) -> None:
    begins_at = NOW + timedelta(days=5)
    complete = {
        "begins_at": begins_at,
        "ends_at": begins_at + timedelta(hours=1),
        "text": "Use Another.",
        "shown_at": "home",
    }
    found = obstacles_to_announce(**{**complete, **said}, at=NOW, days_ahead=3, successor="Another")
    assert codes(found) == expected
