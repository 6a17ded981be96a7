"""A night of which nothing is new says what the last one said, without reading usage; whatever is new has the week judged again."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.findings.enums import FindingState
from evaluations.findings.models import Finding, Incident, Sweep
from evaluations.findings.services import sweep
from evaluations.findings.services.incidents import reject_incident
from evaluations.usage.enums import CollectorKind
from evaluations.usage.services import beat_heart, take_in
from lifecycle.calendar.enums import DayKind
from lifecycle.calendar.models import Day
from registry.systems.models import System
from tests.evaluations.findings.factories import collector, week_end, weeks
from tests.evaluations.findings.found import case_officer, policy
from tests.factories import system

pytestmark = pytest.mark.django_db
SUNDAY = week_end(59)
MONDAY, WEDNESDAY = SUNDAY + timedelta(days=1), SUNDAY + timedelta(days=3)
LAUNCHED = date(2022, 1, 1)


@pytest.fixture
def fleet() -> None:
    """One is in use, one never was, one was given up; the collector failed in one week."""
    for name, counts in {"used": [300] * 60, "never": [0] * 60, "given up": [300] * 20 + [0] * 40}.items():
        weeks(system(name, eligible_users=1000, launched_on=LAUNCHED), counts)
    for number in range(20):
        made = system(f"{number}", eligible_users=1000, launched_on=LAUNCHED)
        weeks(made, [*[300] * 30, 0, *[300] * 29], by=collector("other"))
    sweep(as_of=SUNDAY, by=None)


def night(as_of: date) -> tuple[Sweep, bool]:
    """The sweep, and whether it read usage to judge it."""
    with CaptureQueriesContext(connection) as taken:
        done = sweep(as_of=as_of, by=None)
    return done, any("u.day_marks IS NULL" in each["sql"] for each in taken)


def findings() -> list[tuple[Any, ...]]:
    return list(Finding.objects.order_by("pk").values_list())


def told(day: date, **fields: Any) -> None:
    take_in(
        [{"system": system_called("used").code, "day": day.isoformat(), "sessions": 300, **fields}],
        collector="log",
        by=None,
    )


def system_called(name: str) -> System:
    return System.objects.get(name=name)


def test_where_nothing_is_new_all_stays_as_it_was_said(fleet: None) -> None:
    before, incidents, first = findings(), list(Incident.objects.values_list()), Sweep.objects.get()
    for day in (SUNDAY, MONDAY, WEDNESDAY):
        done, looked = night(day)
        assert not looked
        assert findings() == before
        counts = first.counts | {"opened": 0, "unchanged": 2, "incidents_opened": 0}
        assert done.counts == counts
    assert [list(Incident.objects.values_list()), len(incidents)] == [incidents, 1]


def test_what_is_told_of_the_new_week_waits_for_its_end(fleet: None) -> None:
    told(MONDAY)
    assert not night(MONDAY)[1]
    assert night(week_end(60))[1]


NEWS: dict[str, Callable[[], object]] = {
    "a row of the week": lambda: told(SUNDAY, collector="gate"),
    "a corrected row": lambda: told(SUNDAY, period_days=7, sessions=2),
    "a late row": lambda: told(week_end(40) - timedelta(days=1), collector="gate"),
    "a row that reaches back": lambda: told(WEDNESDAY, period_days=7),
    "a heartbeat": lambda: beat_heart(collector="log", days=[SUNDAY], by=None),
    "the register": lambda: System.objects.filter(name="used").update(eligible_users=7),
    "another system": lambda: system("new"),
    "a collector of another kind": lambda: type(collector()).objects.update(kind=CollectorKind.REPORTED),
    "a holiday": lambda: Day.objects.create(day=SUNDAY - timedelta(days=2), year_id=2026, kind=DayKind.HOLIDAY),
    "a decided incident": lambda: reject_incident(incident=Incident.objects.get(), reason="核实", by=case_officer()),
    "other numbers": lambda: policy(limbs_tier_b=3),
}


@pytest.mark.parametrize("what", NEWS)
def test_whatever_is_new_has_the_week_judged_again(fleet: None, what: str) -> None:
    NEWS[what]()
    fields = ("system", "kind", "tier", "state", "signals", "since")
    assert night(WEDNESDAY)[1]
    once = list(Finding.objects.order_by("pk").values_list(*fields))
    assert not night(WEDNESDAY)[1]
    sweep(as_of=WEDNESDAY, by=None, full=True)
    assert list(Finding.objects.order_by("pk").values_list(*fields)) == once


def test_what_was_dismissed_stays_so_and_what_speaks_again_has_its_evidence(fleet: None) -> None:
    of = Finding.objects.filter(system=system_called("never"))
    of.update(state=FindingState.DISMISSED, dismissed_until=MONDAY)
    assert not night(MONDAY)[1]
    assert of.get().state == FindingState.DISMISSED
    assert night(WEDNESDAY)[1]
    dismissed, again = of.order_by("pk")
    assert (dismissed.state, again.state) == (FindingState.DISMISSED, FindingState.CANDIDATE)
    assert again.evidence == dismissed.evidence
