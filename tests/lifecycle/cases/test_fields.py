"""Every kind of field, with a value that will do and with all that will not."""

from dataclasses import replace
from typing import Any

import pytest

from lifecycle.cases.enums import FieldKind
from lifecycle.cases.processes.table import Field
from lifecycle.cases.rules.facts import ApplicationFacts, SystemFact
from lifecycle.cases.rules.fields import obstacles_to_fields
from tests.lifecycle.cases import world

PEOPLE = world.cast()
OPTIONS = (("yes", "Yes"), ("no", "No"))
COLUMNS = (Field("year", "year", kind=FieldKind.TEXT), Field("cost", "cost", kind=FieldKind.MONEY))
SIMILAR = ApplicationFacts(similar={"SYS-9": "Another"})
SYSTEMS = {
    code: SystemFact(code, code, stage)
    for code, stage in (("SYS-1", "live"), ("SYS-2", "building"), ("SYS-3", "retired"))
}


def codes(kind: FieldKind, value: Any, **said: Any) -> list[tuple[str, str]]:
    """(code, field) of everything against a value of a field."""
    snapshot = replace(world.draft(PEOPLE), application=SIMILAR, systems=SYSTEMS)
    field = Field("it", "it", kind=kind, options=OPTIONS, columns=COLUMNS, **said)
    return [(each.code, each.field) for each in obstacles_to_fields([field], {"it": value}, snapshot)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldKind.TEXT, "words"),
        (FieldKind.LONG_TEXT, "words"),
        (FieldKind.YES_NO, {"answer": False, "why": "seen"}),
        (FieldKind.CONFIRM, True),
        (FieldKind.CHOICE, "no"),
        (FieldKind.DATE, "2026-03-02"),
        (FieldKind.MONEY, 0),
        (FieldKind.SYSTEM, "SYS-2"),
        (FieldKind.TABLE, [{"year": "2026", "cost": 1}]),
        (FieldKind.RED_LINES, {}),
        (FieldKind.OVERLAPS, {"SYS-9": {"answer": "reuse", "why": "the same"}}),
    ],
)
def test_a_complete_value_will_do(kind: FieldKind, value: Any) -> None:
    assert codes(kind, value) == []


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (FieldKind.TEXT, " ", "field-missing"),
        (FieldKind.TEXT, 5, "not-text"),
        (FieldKind.LONG_TEXT, ["words"], "not-text"),
        (FieldKind.YES_NO, "yes", "not-answered"),
        (FieldKind.YES_NO, {"answer": "yes", "why": "seen"}, "not-answered"),
        (FieldKind.YES_NO, {"answer": True, "why": " "}, "reason-missing"),
        (FieldKind.CONFIRM, False, "not-confirmed"),
        (FieldKind.CHOICE, "perhaps", "not-a-choice"),
        (FieldKind.DATE, "tomorrow", "not-a-date"),
        (FieldKind.MONEY, -1, "not-an-amount"),
        (FieldKind.MONEY, True, "not-an-amount"),
        (FieldKind.SYSTEM, "SYS-4", "system-unknown"),
        (FieldKind.SYSTEM, "SYS-1", "no-successor"),
        (FieldKind.SYSTEM, "SYS-3", "no-successor"),
        (FieldKind.TABLE, "words", "not-a-table"),
        (FieldKind.TABLE, ["words"], "not-a-table"),
        (FieldKind.RED_LINES, "words", "not-by-code"),
        (FieldKind.OVERLAPS, "words", "not-by-code"),
    ],
)
def test_a_value_of_another_shape_will_not(kind: FieldKind, value: Any, code: str) -> None:
    assert codes(kind, value) == [(code, "it")]


def test_what_is_not_required_may_be_empty_and_what_is_not_asked_for_may_not_be_there() -> None:
    assert codes(FieldKind.TEXT, "", required=False) == []
    found = obstacles_to_fields([], {"colour": "red"}, world.draft(PEOPLE))
    assert [(each.code, each.field) for each in found] == [("field-unknown", "colour")]


def test_a_day_ahead_is_not_today() -> None:
    assert codes(FieldKind.DATE, "2026-03-03", ahead=True) == []
    assert codes(FieldKind.DATE, "2026-03-02", ahead=True) == [("not-ahead", "it")]


def test_a_table_has_its_rows_and_what_is_wrong_in_one_is_named_there() -> None:
    row = {"year": "2026", "cost": 1}
    assert codes(FieldKind.TABLE, [row], rows=2) == [("rows-missing", "it")]
    assert codes(FieldKind.TABLE, [row, {**row, "cost": -1}], rows=2) == [("not-an-amount", "it.1.cost")]


def test_every_system_an_application_resembles_is_answered_for() -> None:
    assert codes(FieldKind.OVERLAPS, {}) == [("overlap-unanswered", "it.SYS-9")]
    assert codes(FieldKind.OVERLAPS, {"SYS-9": {"answer": "ignore"}}) == [("overlap-unanswered", "it.SYS-9")]
    assert codes(FieldKind.OVERLAPS, {"SYS-9": {"answer": "cannot"}}) == [("reason-missing", "it.SYS-9")]


def test_what_is_promised_has_to_be_measurable() -> None:
    assert codes(FieldKind.COMMITMENTS, [world.PROMISE]) == [
        ("too-few-commitments", "commitments"),
        ("missing", "commitments.0.label"),
    ]
