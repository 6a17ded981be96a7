"""Taking usage in: what is kept, what is refused, what sending again does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from evaluations.usage.models import MEASURES, Collector, Heartbeat, UsageRow
from evaluations.usage.services import delivery_of, take_in_delivery
from registry.ledger.models import Event
from registry.systems.models import System
from tests.evaluations.usage.factories import bring, row, systems

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        systems("S-1", "S-2")
        yield


def stored() -> list[tuple[Any, ...]]:
    rows = UsageRow.objects.order_by("day", "system__code", "collector__code", "period_days")
    return list(rows.values_list("day", "system__code", "collector__code", "period_days", *MEASURES, "coverage"))


def reasons(*rows: dict[str, Any], **how: Any) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.code) for each in bring(*rows, **how).errors]


def test_a_row_of_text_is_kept_with_its_unknowns_unknown() -> None:
    intake = bring(row(sessions="12", active_users="", coverage="95%"))
    assert intake.counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    kept = UsageRow.objects.get()
    assert (kept.sessions, kept.active_users, kept.errors, kept.coverage) == (12, None, None, 0.95)
    assert (kept.day, kept.period_days, kept.collector.code) == (date(2026, 5, 1), 1, "gateway")


def test_a_zero_stays_a_zero_and_a_missing_measure_stays_unknown() -> None:
    bring(row(sessions=0), row(system="S-2"))
    assert list(UsageRow.objects.order_by("system__code").values_list("sessions", flat=True)) == [0, None]


def test_the_same_rows_again_change_nothing_and_leave_no_event() -> None:
    rows = [row(sessions=3), row(system="S-2", sessions=None)]
    bring(*rows)
    before = stored()
    intake = bring(*rows)
    assert intake.counts == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    assert stored() == before
    assert Event.objects.filter(verb="usage.taken_in").count() == 1


def test_a_period_sent_again_is_replaced_as_a_whole() -> None:
    bring(row(sessions=3, errors=1))
    intake = bring(row(sessions=4))
    assert intake.counts == {"new": 0, "changed": 1, "same": 0, "wrong": 0}
    assert list(UsageRow.objects.values_list("sessions", "errors")) == [(4, None)]


def test_new_changed_and_same_rows_are_told_apart() -> None:
    bring(row(sessions=1), row(system="S-2", sessions=1))
    intake = bring(row(sessions=1), row(system="S-2", sessions=2), row(day="2026-05-02", sessions=5))
    assert intake.counts == {"new": 1, "changed": 1, "same": 1, "wrong": 0}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"system": "S-9"}, ("system", "unknown-system")),
        ({"system": ""}, ("system", "missing")),
        ({"day": ""}, ("day", "missing")),
        ({"day": "05/01/2026"}, ("day", "not-a-day")),
        ({"day": "2026-02-30"}, ("day", "not-a-day")),
        ({"day": "1999-12-31"}, ("day", "too-early")),
        ({"day": (timezone.localdate() + timedelta(days=1)).isoformat()}, ("day", "future-day")),
        ({"period_days": 0}, ("period_days", "period-out-of-range")),
        ({"period_days": "367"}, ("period_days", "period-out-of-range")),
        ({"sessions": "-1"}, ("sessions", "negative")),
        ({"sessions": "1.5"}, ("sessions", "not-a-whole-number")),
        ({"sessions": "many"}, ("sessions", "not-a-whole-number")),
        ({"sessions": True}, ("sessions", "not-a-value")),
        ({"sessions": [1]}, ("sessions", "not-a-value")),
        ({"sessions": 10**30}, ("sessions", "too-large")),
        ({"active_users": 3_000_000_000}, ("active_users", "too-large")),
        ({"eligible_users": 0}, ("eligible_users", "nobody-eligible")),
        ({"coverage": "1.01"}, ("coverage", "not-a-share")),
        ({"coverage": "nan"}, ("coverage", "not-a-share")),
        ({"coverage": "-1%"}, ("coverage", "not-a-share")),
        ({"collector": "x" * 61}, ("collector", "not-a-collector")),
        ({"active_users": 1, "effective_users": 2}, ("effective_users", "part-above-whole")),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(wrong: dict[str, Any], reason: tuple[str, str]) -> None:
    assert reasons(row(sessions=1, day="2026-04-30"), row(**wrong)) == [(1, *reason)]
    assert stored() == []
    assert Collector.objects.count() == 0
    assert Event.objects.filter(verb="usage.taken_in").count() == 0


def test_every_error_of_every_row_is_named() -> None:
    found = reasons(row(day="x", sessions="y"), row(), row(system="S-9", coverage="2"))
    assert found == [
        (0, "day", "not-a-day"),
        (0, "sessions", "not-a-whole-number"),
        (2, "system", "unknown-system"),
        (2, "coverage", "not-a-share"),
    ]


@pytest.mark.parametrize(
    "text", ["2026-05-01", "2026/5/1", "2026.05.01", "2026年5月1日", "20260501", "2026-05-01 00:00:00"]
)
def test_days_are_read_as_people_write_them(text: str) -> None:
    bring(row(day=text))
    assert UsageRow.objects.get().day == date(2026, 5, 1)


def test_skipping_wrong_rows_keeps_the_good_ones() -> None:
    intake = bring(row(sessions=1), row(day="x"), skip_wrong=True)
    assert (intake.counts, intake.written) == ({"new": 1, "changed": 0, "same": 0, "wrong": 1}, True)
    assert UsageRow.objects.count() == 1


def test_a_dry_run_counts_and_writes_nothing() -> None:
    intake = bring(row(sessions=1), row(day="x"), dry_run=True)
    assert (intake.counts, intake.written) == ({"new": 1, "changed": 0, "same": 0, "wrong": 1}, False)
    assert (stored(), Collector.objects.count(), Event.objects.filter(verb="usage.taken_in").count()) == ([], 0, 0)


def test_a_period_given_twice_with_other_numbers_is_wrong_and_word_for_word_is_not() -> None:
    assert reasons(row(sessions=1), row(sessions=2)) == [(1, "", "twice")]
    intake = bring(row(sessions=1), row(sessions="1"))
    assert intake.counts == {"new": 1, "changed": 0, "same": 1, "wrong": 0}


def test_complete_notes_a_heartbeat_for_each_period() -> None:
    bring(row(), row(day="2026-05-02"), row(day="2026-05-07", period_days=7), complete=True)
    assert list(Heartbeat.objects.order_by("day").values_list("collector__code", "day", "period_days")) == [
        ("gateway", date(2026, 5, 1), 1),
        ("gateway", date(2026, 5, 2), 1),
        ("gateway", date(2026, 5, 7), 7),
    ]


def test_skipped_rows_make_an_intake_incomplete_so_no_silence_becomes_a_zero() -> None:
    intake = bring(row(), row(system="S-9"), complete=True, skip_wrong=True)
    assert (intake.heartbeats, Heartbeat.objects.count(), len(intake.warnings)) == (0, 0, 1)


def test_rows_of_different_lengths_are_kept_with_a_warning() -> None:
    bring(row(sessions=1))
    intake = bring(row(sessions=9, period_days=7))
    assert intake.counts == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert intake.warnings == [
        "gateway gave rows of different lengths for 1 systems; where they overlap, the finer is read."
    ]


def test_one_event_says_what_was_taken_in() -> None:
    delivery = delivery_of([row(sessions=1), row(system="S-2")], name="a.csv", sha256="ab" * 32)
    take_in_delivery(delivery, collector="gateway", by=None)
    event = Event.objects.get(verb="usage.taken_in")
    assert (event.subject, event.data["sha256"], event.data["rows"], event.data["days"]) == (
        "ab" * 8,
        "ab" * 32,
        {"new": 2, "changed": 0, "same": 0, "wrong": 0},
        ["2026-05-01", "2026-05-01"],
    )


def test_a_system_may_be_named_where_no_other_has_the_name() -> None:
    System.objects.filter(code="S-1").update(name="智慧社区 一期")
    assert bring(row(system=" 智慧社区  一期 ", sessions=3)).new == 1
    assert UsageRow.objects.get().system.code == "S-1"


def test_a_code_goes_before_a_name_and_a_name_that_two_have_is_refused() -> None:
    System.objects.filter(code="S-1").update(name="S-2")
    bring(row(system="S-2", sessions=3))
    assert UsageRow.objects.get().system.code == "S-2"
    System.objects.update(name="Portal")
    told = bring(row(system="Portal", sessions=4), row(system="S-1", sessions=4))
    assert [(each.row, each.column, each.code) for each in told.errors] == [(0, "system", "ambiguous-system")]
    assert UsageRow.objects.get().sessions == 3
