"""Old days are put together, and the sweep goes on saying what it said: byte for byte, from the beginning."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import Count, Sum

from evaluations.findings.policy import Parameters
from evaluations.findings.selectors.quantities import cells
from evaluations.findings.services import sweep
from evaluations.usage.models import Keeping, RollUp, UsageRow
from evaluations.usage.services import beat_heart, take_in
from evaluations.usage.services.rolling import roll_up
from registry.ledger.models import Event
from registry.systems.models import System
from tests.evaluations.findings.factories import FIRST
from tests.evaluations.findings.test_memory import fleet, remembered, rows_of, said

pytestmark = pytest.mark.django_db
DAYS = 66 * 7
TODAY = FIRST + timedelta(days=DAYS)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T12:00:00+08:00", tick=False):
        Keeping.objects.update(effective_on=FIRST, daily_days=180, weekly_days=100_000)
        yield


def history(seed: int) -> list[System]:
    dice, systems = random.Random(seed), fleet()
    rows = [row for back in range(DAYS) for row in rows_of(systems, FIRST + timedelta(days=back), dice)]
    take_in(rows, collector="portal", by=None)
    beat_heart(collector="log", days=[FIRST + timedelta(days=back) for back in range(0, DAYS, 3)], by=None)
    return systems


def rolled() -> list[RollUp]:
    return roll_up(today=TODAY, cells=cells(Parameters()), by=None)


def sums() -> dict[str, Any]:
    return UsageRow.objects.aggregate(users=Sum("active_users"), calls=Sum("inbound_calls"))


@pytest.mark.parametrize("seed", [3, 4])
def test_a_sweep_over_weeks_put_together_says_what_one_over_their_days_said(seed: int) -> None:
    history(seed)
    sweep(as_of=TODAY, by=None, full=True)
    kept, findings, before, calls = remembered(), said(), UsageRow.objects.count(), sums()["calls"]
    assert rolled()
    sweep(as_of=TODAY, by=None, full=True)
    assert (said(), remembered()) == (findings, kept)
    assert len(findings) > 5
    assert UsageRow.objects.count() < before * 0.65
    assert sums()["calls"] == calls


def test_a_second_run_changes_nothing_and_each_piece_is_in_the_ledger() -> None:
    history(3)
    first = rolled()
    rows = list(UsageRow.objects.order_by("pk").values())
    assert rolled() == []
    assert list(UsageRow.objects.order_by("pk").values()) == rows
    assert Event.objects.filter(verb="usage.rolled_up").count() == len(first) == RollUp.objects.count()


def test_a_run_that_is_killed_half_way_leaves_whole_days_or_whole_weeks() -> None:
    history(3)
    calls = sums()["calls"]

    def killed(done: int, total: int) -> None:
        if done == 9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        roll_up(today=TODAY, cells=cells(Parameters()), by=None, progress=killed)
    assert (RollUp.objects.count(), sums()["calls"]) == (9, calls)
    rolled()
    assert sums()["calls"] == calls
    doubled = UsageRow.objects.exclude(day_bound=None).values("system", "collector", "day").annotate(n=Count("pk"))
    assert not doubled.filter(n__gt=1).exists()


def test_months_are_whole_weeks_so_that_nothing_is_counted_twice() -> None:
    history(3)
    calls = sums()["calls"]
    rolled()
    Keeping.objects.update(weekly_days=300)
    assert {run.monthly for run in rolled()} == {True}
    assert sums()["calls"] == calls
    months = UsageRow.objects.filter(period_days__gte=28, day_bound__isnull=False)
    assert {(row.day.weekday(), row.period_days % 7) for row in months} == {(6, 0)}
    assert rolled() == []


def test_nothing_is_put_together_before_a_rule_is_in_force() -> None:
    history(3)
    Keeping.objects.update(effective_on=date(2100, 1, 1))
    assert rolled() == []
