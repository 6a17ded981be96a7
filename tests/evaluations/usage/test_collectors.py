"""A collector's page: what came late, corrected, doubled or not at all is told and counted; who may change what it is."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from evaluations.usage.models import AssessmentDay, Collector, Keeping, LateNote, Pull, Receipt, RollUp, UsageRow
from evaluations.usage.services import beat_heart
from evaluations.usage.services.lateness import move_horizon
from evaluations.usage.services.rolling import Cells, roll_up
from registry.jobs.models import Job
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests.evaluations.usage.factories import bring, row, systems
from tests.factories import organisation, person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
TODAY = date(2026, 5, 10)
CELLS = Cells("0", "0", "0", "'[]'")


@pytest.fixture(autouse=True)
def _sunday_in_english() -> Iterator[None]:
    with time_machine.travel("2026-05-10 12:00+08:00", tick=False), translation.override("en"):
        systems("S-1", "S-2")
        yield


def signed_in(sign_in: SignIn, role: Role) -> Client:
    browser = sign_in(person(role=role))
    browser.cookies["django_language"] = "en"
    return browser


def page() -> str:
    return f"/usage/collectors/{Collector.objects.get(code='gateway').pk}/"


def receipt() -> dict[str, int]:
    names = ("new", "changed", "same", "late", "doubled", "left_out")
    return {name: getattr(Receipt.objects.first(), name) for name in names}


def counts(**told: int) -> dict[str, int]:
    return dict.fromkeys(("new", "changed", "same", "late", "doubled", "left_out"), 0) | told


def test_what_is_corrected_late_sent_again_or_doubled_is_counted_apart(sign_in: SignIn) -> None:
    bring(row(sessions=1), row(day="2026-05-02", sessions=1))
    assert receipt() == counts(new=2)
    move_horizon(date(2026, 5, 3))
    bring(row(sessions=5), row(day="2026-05-02", sessions=1), row(day="2026-05-04", sessions=1))
    assert receipt() == counts(new=1, changed=1, same=1, late=2)
    assert LateNote.objects.exists()
    bring(row(day="2026-05-05", sessions=1), row(day="2026-05-05", sessions=1))
    assert receipt() == counts(new=1, same=1, doubled=1)
    told = dict(signed_in(sign_in, Role.AUDITOR).get(page()).context["facts"])
    assert told["Rows that corrected others"] == "1"
    assert told["Rows of days judged before (late)"] == "2"
    assert told["Rows sent again unchanged"] == "2"
    assert told["Rows given twice in one delivery"] == "1"


def test_missing_days_are_named_and_a_heartbeat_covers_them(sign_in: SignIn) -> None:
    for back in range(1, 91):
        if back not in {3, 4, 9}:
            bring(row(day=(TODAY - timedelta(days=back)).isoformat(), sessions=1))
    beat_heart(collector="gateway", days=[TODAY - timedelta(days=9)], by=None)
    answer = signed_in(sign_in, Role.AUDITOR).get(page())
    assert answer.context["told"].missing[-1] == (date(2026, 5, 6), date(2026, 5, 7))
    assert "2026-05-06 – 2026-05-07" in answer.content.decode()
    states = {each.day: each.state for each in answer.context["told"].days}
    assert (states[date(2026, 5, 1)], states[date(2026, 5, 2)]) == ("silent", "covered")


def test_rows_of_several_collectors_in_one_delivery_leave_a_receipt_each() -> None:
    bring(row(sessions=1), row(collector="log", sessions=1), row(collector="log", system="S-2", sessions=1))
    assert dict(Receipt.objects.values_list("collector__code", "new")) == {"gateway": 1, "log": 2}


def old_days() -> None:
    """Two weeks of days in early 2025, put together."""
    Keeping.objects.update(effective_on=date(2025, 1, 1))
    days = [date(2025, 1, 6) + timedelta(days=at) for at in range(14)]
    bring(*(row(day=day.isoformat(), sessions=2, active_users=at, coverage=0.5) for at, day in enumerate(days)))
    bring(
        row(system="S-2", day="2025-01-12", period_days=7, sessions=1), row(system="S-2", day="2025-01-07", sessions=1)
    )
    bring(row(system="S-2", day="2025-01-13", sessions=1), row(system="S-2", day="2025-01-14", started=1))
    roll_up(today=TODAY, cells=CELLS, by=None)


def kept(code: str) -> list[tuple[Any, ...]]:
    rows = UsageRow.objects.filter(system__code=code).order_by("day", "period_days")
    return list(rows.values_list("day", "period_days", "sessions", "active_users", "coverage"))


def test_counts_are_added_up_levels_are_the_largest_and_coverage_is_of_the_whole_week() -> None:
    old_days()
    assert kept("S-1") == [(date(2025, 1, 12), 7, 14, 6, 0.5), (date(2025, 1, 19), 7, 14, 13, 0.5)]


def test_weeks_with_rows_of_other_lengths_or_of_different_measures_stay_as_they_are() -> None:
    old_days()
    assert [(day, length) for day, length, *_rest in kept("S-2")] == [
        (date(2025, 1, 7), 1),
        (date(2025, 1, 12), 7),
        (date(2025, 1, 13), 1),
        (date(2025, 1, 14), 1),
    ]


def test_a_row_for_a_day_that_was_put_together_is_left_out_and_told() -> None:
    old_days()
    before = kept("S-1")
    intake = bring(row(day="2025-01-08", sessions=99), row(sessions=3))
    assert (intake.new, intake.left_out, receipt()) == (1, 1, counts(new=1, left_out=1))
    assert "1 rows were left out" in intake.warnings[0]
    assert kept("S-1") == [*before, (date(2026, 5, 1), 1, 3, None, 1.0)]


def test_a_row_for_just_that_week_replaces_it() -> None:
    old_days()
    assert bring(row(day="2025-01-12", period_days=7, sessions=99)).changed == 1
    assert kept("S-1")[0] == (date(2025, 1, 12), 7, 99, None, 1.0)
    assert UsageRow.objects.get(system__code="S-1", day="2025-01-12").day_marks is None


def test_an_officer_says_what_kind_it_is_and_the_ledger_keeps_it(sign_in: SignIn) -> None:
    bring(row(sessions=1))
    officer = signed_in(sign_in, Role.CASE_OFFICER)
    assert officer.post(f"{page()}kind/", {"kind": "reported"}).status_code == 302
    assert Collector.objects.get(code="gateway").kind == "reported"
    event = Event.objects.get(verb="usage.collector_kind_set")
    assert (event.subject, event.data["kind"]) == ("gateway", ["collected", "reported"])


def test_nobody_else_changes_a_collector(sign_in: SignIn) -> None:
    ours = organisation()
    bring(row(sessions=1))
    Collector.objects.update(organisation=ours)
    browser = sign_in(person(role=Role.SPONSOR_STAFF, organisation=ours))
    assert browser.get(page()).status_code == 200
    for act in ("kind", "pull", "pull/now", "pull/end"):
        assert browser.post(f"{page()}{act}/", {"kind": "reported"}).status_code == 403
    assert sign_in(person(role=Role.SPONSOR_STAFF)).get(page()).status_code == 404
    assert (Collector.objects.get().kind, Pull.objects.count()) == ("collected", 0)


def test_a_pull_is_set_up_asked_now_and_ended_on_the_page(sign_in: SignIn) -> None:
    bring(row(sessions=1))
    officer = signed_in(sign_in, Role.INTAKE_OFFICER)
    told = {
        "source": "matomo",
        "address": "https://matomo.example/",
        "token": "t0ken",
        "targets": "S-1 = 3",
        "since": "2026-05-01",
        "reread_days": "3",
        "enabled": "on",
    }
    assert officer.post(f"{page()}pull/", told | {"targets": "NONE = 3"}).status_code == 422
    assert officer.post(f"{page()}pull/", told).status_code == 302
    shown = officer.get(page()).content.decode()
    assert "t0ken" not in shown
    assert "https://matomo.example/" in shown
    assert officer.post(f"{page()}pull/now/").status_code == 302
    assert Job.objects.get(kind="usage.pull").arguments == {"pull": Pull.objects.get().pk}
    assert officer.post(f"{page()}pull/end/").status_code == 302
    assert not Pull.objects.exists()


def test_assessment_days_are_noted_and_taken_back_with_events(sign_in: SignIn) -> None:
    officer = signed_in(sign_in, Role.CASE_OFFICER)
    assert officer.post("/usage/assessments/", {"day": "2026-06-30", "label": "半年考核"}).status_code == 302
    assert officer.post("/usage/assessments/", {"day": "2026-06-30", "label": "again"}).status_code == 422
    officer.post(f"/usage/assessments/{AssessmentDay.objects.get().pk}/remove/")
    assert not AssessmentDay.objects.exists()
    verbs = list(Event.objects.filter(stream="usage").order_by("seq").values_list("verb", "subject"))
    assert verbs == [("usage.assessment_added", "2026-06-30"), ("usage.assessment_removed", "2026-06-30")]


def test_assessment_days_over_the_api(sign_in: SignIn) -> None:
    officer = sign_in(person(role=Role.CASE_OFFICER))
    added = officer.post(
        "/api/v1/usage/assessment-days/", {"day": "2026-06-30", "label": "半年考核"}, content_type="application/json"
    )
    assert added.status_code == 201
    assert officer.get("/api/v1/usage/assessment-days/").json() == [added.json()]
    assert sign_in(person(role=Role.AUDITOR)).get("/api/v1/usage/assessment-days/").status_code == 403
    assert officer.delete(f"/api/v1/usage/assessment-days/{added.json()['id']}/").status_code == 204
    assert not AssessmentDay.objects.exists()


def test_an_administrator_sets_how_long_data_are_kept_within_limits(sign_in: SignIn) -> None:
    admin = signed_in(sign_in, Role.ADMINISTRATOR)
    told = {
        "effective_on": "2026-06-01",
        "daily_days": "500",
        "weekly_days": "2500",
        "provenance": "own_rule",
        "source": "x",
    }
    assert admin.post("/usage/keeping/", told | {"daily_days": "30"}).status_code == 422
    assert admin.post("/usage/keeping/", told | {"weekly_days": "600"}).status_code == 422
    assert admin.post("/usage/keeping/", told | {"effective_on": "2026-01-01"}).status_code == 422
    assert admin.post("/usage/keeping/", told).status_code == 302
    assert signed_in(sign_in, Role.CASE_OFFICER).post("/usage/keeping/", told).status_code == 403
    assert [each.daily_days for each in Keeping.objects.all()] == [500, 400]
    assert not RollUp.objects.exists()


def test_a_program_that_reads_for_somebody_sees_gaps_as_gaps(sign_in: SignIn) -> None:
    bring(row(day="2026-05-07", sessions=1), row(day="2026-05-09", sessions=1))
    owner = organisation()
    Collector.objects.create(code="机关/日志", organisation=owner)
    bureau = signed_in(sign_in, Role.CASE_OFFICER)

    listed = bureau.get("/api/v1/usage/collectors/").json()
    told = bureau.get("/api/v1/usage/collectors/gateway/").json()

    assert [(each["code"], each["last_day"], each["systems"], each["covered"]) for each in listed] == [
        ("gateway", "2026-05-09", 1, 2),
        ("机关/日志", None, 0, 0),
    ]
    assert [(day["day"], day["coverage"]) for day in told["days"][-3:]] == [
        ("2026-05-07", 1.0),
        ("2026-05-08", None),
        ("2026-05-09", 1.0),
    ]
    assert told["missing"][-1] == {"first": "2026-05-08", "last": "2026-05-08"}
    assert (told["systems"], told["rows"]["new"]) == (["S-1"], 2)

    operator = sign_in(person(role=Role.OPERATOR, organisation=owner))
    assert [each["code"] for each in operator.get("/api/v1/usage/collectors/").json()] == ["机关/日志"]
    assert operator.get("/api/v1/usage/collectors/机关/日志/").json()["organisation"]["name"] == owner.name
    assert operator.get("/api/v1/usage/collectors/gateway/").status_code == 404
