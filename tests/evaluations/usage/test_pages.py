"""The pages: a system's chart with its gaps, the collectors, and the import from upload to confirmation."""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings

from evaluations.usage.models import Collector, UsageRow
from evaluations.usage.services import uploads
from registry.jobs.models import Job
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Organisation, Person
from tests.evaluations.usage.factories import bring, row, systems
from tests.factories import organisation, person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
TODAY = date(2026, 5, 10)


@pytest.fixture(autouse=True)
def _sunday_in_english() -> Iterator[None]:
    with time_machine.travel("2026-05-10 12:00+08:00", tick=False), translation.override("en"):
        yield


@pytest.fixture
def ours() -> Organisation:
    unit = organisation("Ours")
    systems("S-1", sponsor=unit)
    return unit


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    browser = sign_in(person(role=Role.INTAKE_OFFICER))
    browser.cookies["django_language"] = "en"
    return browser


def test_the_chart_draws_effective_use_and_leaves_gaps(ours: Organisation, officer: Client) -> None:
    bring(row(sessions=9, effective_users=2), row(day="2026-05-04", sessions=4, effective_users=0))
    chart = officer.get("/usage/of/S-1/?by=day").context["chart"]
    points = chart["series"][0]["points"]
    assert (chart["title"], points[-9:]) == ("Effective users", [2, None, None, 0, *[None] * 5])
    assert chart["gaps"][-2:] == [["2026-05-02", "2026-05-03"], ["2026-05-05", "2026-05-09"]]


def test_weeks_say_what_their_points_stand_for_and_today_is_no_gap(ours: Organisation, officer: Client) -> None:
    bring(row(sessions=9), row(day="2026-05-09", sessions=4))
    shown = officer.get("/usage/of/S-1/").context
    assert (shown["chart"]["unit"], shown["chart"]["series"][0]["points"][-2:]) == ("sum of each week", [9, 4])
    assert ("Last use seen", "2026-05-04 – 2026-05-09") in shown["facts"]
    assert ("Periods with data", "2 of 60") in shown["facts"]


def test_where_nobody_counts_effective_use_the_wider_measure_is_named(ours: Organisation, officer: Client) -> None:
    bring(row(sessions=9))
    answer = officer.get("/usage/of/S-1/")
    assert answer.context["chart"]["title"] == "Sessions"
    assert "a wider measure is drawn" in answer.content.decode()


def test_no_data_is_not_drawn_as_zero(ours: Organisation, officer: Client) -> None:
    answer = officer.get("/usage/of/S-1/")
    assert answer.context["chart"] is None
    assert "No data is not zero." in answer.content.decode()


def test_a_history_that_ended_long_ago_is_shown_to_its_end(ours: Organisation, officer: Client) -> None:
    bring(row(day="2026-02-08", sessions=9), row(day="2026-02-09", sessions=4))
    days = officer.get("/usage/of/S-1/?by=day").context["chart"]
    weeks = officer.get("/usage/of/S-1/").context["chart"]
    assert (days["labels"][-1], days["series"][0]["points"][-3:]) == ("2026-02-09", [None, 9, 4])
    assert weeks["labels"][-1] == "2026-05-04"
    bring(row(day="2026-04-01", sessions=1))
    assert officer.get("/usage/of/S-1/?by=day").context["chart"]["labels"][-1] == "2026-05-09"


def test_the_panel_comes_without_the_frame(ours: Organisation, officer: Client) -> None:
    bring(row(sessions=9))
    assert "<html" not in officer.get("/usage/of/S-1/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" in officer.get("/usage/of/S-1/").content.decode()


def test_a_stranger_sees_neither_chart_nor_collector(ours: Organisation, sign_in: SignIn) -> None:
    bring(row(sessions=9))
    Collector.objects.update(organisation=ours)
    stranger = sign_in(person(role=Role.SPONSOR_STAFF))
    assert stranger.get("/usage/of/S-1/").status_code == 404
    assert list(stranger.get("/usage/").context["states"]) == []
    assert len(sign_in(person(role=Role.SPONSOR_STAFF, organisation=ours)).get("/usage/").context["states"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_collectors_show_which_days_they_cover(
    ours: Organisation, officer: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        bring(row(day="2026-05-09", period_days=7, sessions=1), collector=f"collector-{number}")
    with django_assert_num_queries(9):
        answer = officer.get("/usage/")
    states = answer.context["states"]
    assert [state.covered for state in states] == [7] * count
    assert [day for day, was in states[0].strip if was] == [TODAY - timedelta(days=back) for back in range(7, 0, -1)]


def upload(officer: Client, content: str) -> Job:
    file = SimpleUploadedFile("usage.csv", content.encode())
    officer.post("/usage/import/", {"file": file, "collector": "file"})
    call_command("work_once", verbosity=0)
    return Job.objects.get(kind="usage.dry_run")


def test_a_file_is_checked_first_and_imported_when_confirmed(ours: Organisation, officer: Client) -> None:
    checked = upload(officer, "系统编码,日期,访问量\nS-1,2026-05-01,3\n")
    answer = officer.get(checked.result["url"])
    assert (answer.context["counts"][0], UsageRow.objects.count()) == (("New", "1"), 0)
    officer.post(f"/usage/import/{checked.pk}/confirm/")
    call_command("work_once", verbosity=0)
    assert UsageRow.objects.get().sessions == 3
    assert Event.objects.get(verb="usage.taken_in").actor == Job.objects.get(kind="usage.import").by.username  # type: ignore[union-attr]


def test_wrong_rows_are_shown_with_their_header_and_need_a_word(ours: Organisation, officer: Client) -> None:
    checked = upload(officer, "系统编码,日期,访问量,备注\nS-1,2026-05-01,3,a\nS-1,2026-05-02,-3,b\n")
    answer = officer.get(checked.result["url"])
    assert [(each["row"], each["column"], each["code"]) for each in answer.context["errors"]] == [
        (3, "访问量", "negative")
    ]
    assert answer.context["counts"][2:] == [("Same", "0"), ("Wrong", "1")]
    assert checked.result["unknown_columns"] == ["备注"]
    officer.post(f"/usage/import/{checked.pk}/confirm/")
    assert Job.objects.filter(kind="usage.import").count() == 0
    officer.post(f"/usage/import/{checked.pk}/confirm/", {"skip_wrong": "on"})
    call_command("work_once", verbosity=0)
    assert UsageRow.objects.get().day == date(2026, 5, 1)


def test_a_file_that_is_no_table_is_answered_in_words(ours: Organisation, officer: Client) -> None:
    checked = upload(officer, "hello\n")
    assert officer.get(checked.result["url"]).status_code == 200
    assert checked.result["ok"] is False


def test_only_the_bureaus_officers_import_and_only_their_own_file(
    ours: Organisation, officer: Client, sign_in: SignIn
) -> None:
    checked = upload(officer, "system,day\nS-1,2026-05-01\n")
    staff, colleague = sign_in(person(role=Role.SPONSOR_STAFF)), sign_in(person(role=Role.CASE_OFFICER))
    assert staff.get("/usage/import/").status_code == 403
    assert colleague.get(checked.result["url"]).status_code == 404
    assert colleague.post(f"/usage/import/{checked.pk}/confirm/").status_code == 404
    assert UsageRow.objects.count() == 0


def test_old_uploads_are_cleared_away(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    uploads.keep("a.csv", [b"x"])
    now = timezone.now()
    old = uploads.folder() / uploads.keep("b.csv", [b"x"])
    os.utime(old, (0, 0))
    assert (uploads.clear(now=now), old.exists(), len(list(uploads.folder().iterdir()))) == (1, False, 1)
