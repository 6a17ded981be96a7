"""Promises become rows for ever."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from lifecycle.commitments.library_v1 import INDICATORS
from lifecycle.commitments.library_v2 import ADDED
from lifecycle.commitments.models import Commitment, DueDate, Indicator
from lifecycle.commitments.selectors import commitments_of, indicators
from lifecycle.commitments.services import promise
from registry.ledger.models import Event
from registry.refusals import Refused
from tests import factories
from tests.lifecycle.commitments.factories import entry, own

pytestmark = pytest.mark.django_db
CASE = "AD-2026-000001"


def test_a_promise_copies_what_the_library_says() -> None:
    system, somebody = factories.system(), factories.person()
    kept = promise(system=system, case_number=CASE, entries=[entry(), own()], by=somebody)

    first, second = commitments_of(system)
    assert [first, second] == kept
    assert (first.code, first.label, first.unit, first.direction, first.data_source) == (
        f"{CASE}/1",
        "public satisfaction",
        "%",
        "higher",
        "survey",
    )
    assert (first.baseline, first.target, first.tolerance_percent) == (Decimal("62.5"), Decimal(85), Decimal(5))
    assert [each.due_on for each in first.due_dates.all()] == [date(2099, 6, 30), date(2099, 12, 31)]
    assert (second.indicator, second.label, second.unit) == (None, "村级重复报表数", "张")


def test_one_event_tells_what_was_promised() -> None:
    system = factories.system()
    promise(system=system, case_number=CASE, entries=[entry(), own()], by=None)

    event = Event.objects.get()
    assert (event.verb, event.subject, event.data["case"], event.data["count"]) == (
        "commitments.promised",
        system.code,
        CASE,
        2,
    )
    assert event.sentence == f"promised 2 commitments in case {CASE}"


def test_one_that_cannot_be_measured_leaves_nothing_behind() -> None:
    with pytest.raises(Refused):
        promise(system=factories.system(), case_number=CASE, entries=[entry(), own(target="更好")], by=None)

    assert (Commitment.objects.count(), DueDate.objects.count(), Event.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("table", ["commitments_commitment", "commitments_duedate", "commitments_indicator"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_keeps_promises(table: str, statement: str) -> None:
    promise(system=factories.system(), case_number=CASE, entries=[entry(), own()], by=None)

    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement.format(table))


def test_the_library_is_stored_whole_with_core_indicators_first() -> None:
    stored = list(indicators())
    assert {each.code for each in stored} == {told["code"] for told in [*INDICATORS, *ADDED]}
    assert [each.code for each in stored if each.core] == [each.code for each in stored[:3]]
    assert [each.code for each in stored if each.core] == ["satisfaction", "resolution-rate", "response-time"]
    assert stored[-1].surface


def test_no_indicator_is_shown_as_law_when_it_is_a_proposal() -> None:
    assert set(Indicator.objects.filter(core=True).values_list("source", flat=True)) == {"expert_proposal"}
