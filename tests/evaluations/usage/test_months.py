"""Usage on PostgreSQL: a partition a month, which whoever writes makes, and of which whoever reads a night touches one or two."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from evaluations.findings.policy import Parameters
from evaluations.findings.selectors.lines import of_week
from evaluations.findings.selectors.quantities import cells
from evaluations.usage.models import Keeping, UsageRow
from evaluations.usage.models.months import ahead, make_months, months, name_of, next_month, pack
from evaluations.usage.selectors import weekly_series
from evaluations.usage.services import rolling, take_in
from tests.evaluations.findings.factories import FIRST, days, weeks
from tests.factories import system

YEAR = [name_of(date(2025, month, 1)) for month in range(1, 13)]
ANEW = import_module("evaluations.usage.migrations.0008_keep_a_partition_a_month")
on_postgresql = pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite keeps usage in one table")


def test_months_follow_each_other_over_the_end_of_the_year() -> None:
    assert [name_of(day) for day in ahead(date(2025, 11, 30), count=3)] == [
        "usage_usagerow_2025_11",
        "usage_usagerow_2025_12",
        "usage_usagerow_2026_01",
    ]
    assert next_month(date(2025, 12, 1)) == date(2026, 1, 1)


@on_postgresql
@pytest.mark.django_db
def test_whoever_writes_makes_the_months_and_is_told_right_what_was_new() -> None:
    one = system("one")
    sent = [{"system": one.code, "day": day, "sessions": 3} for day in ("2025-01-31", "2025-02-01", "2025-11-30")]
    first = take_in(sent, collector="log", by=None)
    assert months() == [YEAR[0], YEAR[1], YEAR[10]]
    again = take_in([sent[0], sent[1] | {"sessions": 4}, sent[2] | {"day": "2025-03-01"}], collector="log", by=None)
    assert [(each.new, each.changed, each.same) for each in (first, again)] == [(3, 0, 0), (1, 1, 1)]
    UsageRow.objects.create(
        system=one, collector_id=UsageRow.objects.values_list("collector", flat=True)[0], day="2024-02-29"
    )
    assert months()[0] == "usage_usagerow_2024_02"


@on_postgresql
@pytest.mark.django_db
def test_a_night_and_a_chart_touch_the_months_they_need() -> None:
    one = system("one")
    days(one, [3] * 360)
    weeks(one, [9] * 51)
    assert months() == YEAR
    with touched() as night:
        of_week(date(2025, 7, 6), Parameters())
    assert night == [set(YEAR[5:7])] * 4
    with touched() as chart:
        weekly_series(one, until=date(2025, 12, 28), weeks=5)
    assert chart[-1] == {YEAR[10], YEAR[11]}


@contextmanager
def touched() -> Iterator[list[set[str]]]:
    """The partitions each statement about usage would look into."""
    found: list[set[str]] = []

    def explained(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if "usage_usagerow" in sql:
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN {sql}", params)
                plan = "\n".join(line for (line,) in cursor.fetchall())
            found.append({name for name in YEAR if f" {name} " in plan})
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        yield found


@on_postgresql
@pytest.mark.django_db
def test_rows_survive_the_way_there_and_back() -> None:
    days(system("one"), [number % 5 for number in range(100)])
    before, shape = list(UsageRow.objects.order_by("pk").values()), described()
    with connection.schema_editor() as editor:
        ANEW.join(None, editor)
    assert (months(), list(UsageRow.objects.order_by("pk").values())) == ([], before)
    assert described() == shape | {"usage_usagerow_pkey"}
    UsageRow.objects.filter(day__gte=FIRST + timedelta(days=50)).update(coverage=0.5)
    with connection.schema_editor() as editor:
        ANEW.part(None, editor)
    assert months() == YEAR[:4]
    assert [row | {"coverage": 1.0} for row in UsageRow.objects.order_by("pk").values()] == before
    assert described() == shape
    made = UsageRow.objects.create(
        system_id=before[0]["system_id"], collector_id=before[0]["collector_id"], day=date(2026, 1, 1)
    )
    assert made.pk > before[-1]["id"]


def described() -> set[str]:
    """Names of constraints and indexes of the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'usage_usagerow'::regclass UNION "
            "SELECT indexname FROM pg_indexes WHERE tablename = 'usage_usagerow'"
        )
        return {name for (name,) in cursor.fetchall()}


@on_postgresql
@pytest.mark.django_db
def test_a_month_that_was_emptied_is_taken_away_and_another_packed() -> None:
    one = system("one")
    days(one, [3] * 59)
    UsageRow.objects.filter(day__lt="2025-02-01").delete()
    kept = list(UsageRow.objects.order_by("pk").values())
    for month in (1, 2, 3):
        pack(date(2025, month, 1))
    assert months() == [YEAR[1], YEAR[2]]
    assert list(UsageRow.objects.order_by("pk").values()) == kept


@pytest.mark.django_db
def test_months_all_of_whose_weeks_were_put_together_are_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[date] = []
    monkeypatch.setattr(rolling, "pack", packed.append)
    Keeping.objects.update(effective_on=FIRST, daily_days=180, weekly_days=100_000)
    days(system("one"), [3] * 245)
    assert FIRST + timedelta(days=237) == date(2025, 8, 31)  # a Sunday
    for last in (date(2025, 6, 29), date(2025, 8, 31)):
        rolling.roll_up(today=last + timedelta(days=180), cells=cells(Parameters()), by=None)
    assert packed == [date(2025, month, 1) for month in (1, 2, 3, 4, 5, 6, 7, 8)]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_that_make_the_same_month_at_once_both_find_it() -> None:
    together, failed = threading.Barrier(2), []

    def make() -> None:
        together.wait()
        try:
            make_months(date(2031, month, 1) for month in range(1, 7))
        except Exception as why:  # noqa: BLE001  (whatever it is, the test fails of it)
            failed.append(why)
        finally:
            connection.close()

    threads = [threading.Thread(target=make) for _number in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (failed, [name for name in months() if "_2031_" in name]) == (
        [],
        [name_of(date(2031, month, 1)) for month in range(1, 7)],
    )
    for month in range(1, 7):
        pack(date(2031, month, 1))
    assert not [name for name in months() if "_2031_" in name]
