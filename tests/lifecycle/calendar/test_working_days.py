"""Working days with 调休."""

import json
import logging
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.calendar.enums import DayKind
from lifecycle.calendar.models import Day
from lifecycle.calendar.rules import WorkingDays
from lifecycle.calendar.schedules import SCHEDULES
from lifecycle.calendar.selectors import working_days

EXCEPTIONS = {date.fromisoformat(day): kind for year in SCHEDULES.values() for day, kind in year.items()}
CALENDAR = WorkingDays(EXCEPTIONS, frozenset(SCHEDULES))
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def test_a_holiday_always_falls_on_a_weekday_and_a_make_up_day_on_a_weekend() -> None:
    assert {day.weekday() < 5 for day, kind in EXCEPTIONS.items() if kind == DayKind.HOLIDAY} == {True}
    assert {day.weekday() < 5 for day, kind in EXCEPTIONS.items() if kind == DayKind.WORKDAY} == {False}


@pytest.mark.parametrize(("year", "count"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_announced(year: int, count: int) -> None:
    assert CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == count


def test_the_saturday_before_spring_festival_2026_is_worked_and_new_years_eve_is_not() -> None:
    assert CALENDAR.is_working_day(date(2026, 2, 14))
    assert not CALENDAR.is_working_day(date(2026, 2, 16))


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_adding_working_days_is_additive_and_monotone(day: date, one: int, other: int) -> None:
    """T1."""
    start = CALENDAR.add_working_days(day, 0)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(start, one), other) == CALENDAR.add_working_days(
        start, one + other
    )
    assert CALENDAR.add_working_days(start, one) <= CALENDAR.add_working_days(start, one + other)


@given(DAYS, DAYS)
def test_counting_agrees_with_looking_at_every_day(one: date, other: date) -> None:
    start, end = sorted([one, other])
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    assert CALENDAR.working_days_between(start, end) == sum(map(CALENDAR.is_working_day, days))
    assert CALENDAR.working_days_between(end, start) == -CALENDAR.working_days_between(start, end)


def test_a_year_nobody_entered_counts_monday_to_friday_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    calendar = WorkingDays({}, frozenset())
    with caplog.at_level(logging.WARNING):
        assert calendar.working_days_between(date(2031, 1, 5), date(2031, 1, 12)) == 5
        assert not calendar.is_working_day(date(2031, 1, 11))
    assert [record.getMessage() for record in caplog.records] == [
        "The calendar does not know 2031: Monday to Friday are counted as working days."
    ]
    assert not calendar.knows(2031)


@pytest.mark.django_db
def test_the_database_holds_the_announced_years() -> None:
    assert dict(Day.objects.values_list("day", "kind")) == EXCEPTIONS
    assert working_days().knows(2026)


@pytest.mark.django_db
def test_importing_a_year_replaces_it_whole(tmp_path: Path) -> None:
    file = tmp_path / "2027.csv"
    file.write_text("day,kind\n2027-02-08,休\n2027-02-20,workday\n", encoding="utf-8")
    out = StringIO()
    call_command("import_calendar", str(file), "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"years": [2027], "days": 2, "errors": []}
    file.write_text("day,kind\n2027-02-09,holiday\n", encoding="utf-8")
    call_command("import_calendar", str(file), stdout=StringIO())
    assert list(Day.objects.filter(year=2027).values_list("day", "kind")) == [(date(2027, 2, 9), "holiday")]


@pytest.mark.django_db
def test_a_wrong_row_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    before = list(Day.objects.values_list("day", "kind"))
    file = tmp_path / "wrong.csv"
    file.write_text("day,kind\n2026-13-01,holiday\n2026-05-01,free\n2026-05-04,休\n2026-05-04,休\n", encoding="utf-8")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_calendar", str(file), "--json", stdout=out)
    assert [(error["row"], error["column"], error["code"]) for error in json.loads(out.getvalue())["errors"]] == [
        (2, "day", "not-a-date"),
        (3, "kind", "kind-unknown"),
        (5, "day", "twice"),
    ]
    assert list(Day.objects.values_list("day", "kind")) == before
