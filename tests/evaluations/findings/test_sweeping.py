"""A county: one system of every sort, and what is said of each."""

from datetime import date
from typing import Any

import pytest

from evaluations.findings.enums import FindingKind, FindingState
from evaluations.findings.models import Finding
from evaluations.findings.services import sweep
from tests.evaluations.findings.factories import collector, days, week_end, weeks
from tests.factories import system

pytestmark = pytest.mark.django_db
WEEKS = 60
AS_OF = week_end(WEEKS - 1)


def said() -> dict[str, tuple[str, str, str]]:
    return {
        finding.system.name: (finding.kind, finding.tier, finding.state)
        for finding in Finding.objects.exclude(state=FindingState.LAPSED).select_related("system")
    }


def test_what_is_said_of_every_sort_of_system() -> None:
    big: dict[str, Any] = {"eligible_users": 1000, "launched_on": date(2022, 1, 1)}
    weeks(system("never", **big), [0] * WEEKS)
    weeks(system("decayed", **big), [300] * 30 + [0] * 30)
    weeks(system("trickle", **big), [1 if number % 6 == 0 else 0 for number in range(WEEKS)])
    weeks(system("healthy", **big), [300] * WEEKS)
    weeks(
        system("seasonal", **big, cadence="seasonal", duty_window="04-01~05-31"),
        [300 if 12 <= n <= 20 else 0 for n in range(WEEKS)],
    )
    weeks(system("standby", **big, cadence="event_driven"), [0] * WEEKS)
    weeks(
        system("experts", eligible_users=6, launched_on=date(2022, 1, 1)),
        [1 if n % 3 == 0 else 0 for n in range(WEEKS)],
    )
    weeks(system("back end", **big), [0] * WEEKS, inbound_calls=900)
    weeks(system("new", eligible_users=1000, launched_on=AS_OF.replace(month=1)), [0] * WEEKS)
    weeks(system("gaps", **big), [300] * 50 + [None] * 10)
    system("unseen", **big)
    daily = [50 if day % 7 < 5 else 0 for day in range(7 * 30)] + [0] * (7 * 30)
    days(system("decayed, by the day", **big), daily, by=collector("api"), measure="effective_users")

    sweep(as_of=AS_OF, by=None)

    assert said() == {
        "never": ("unused", "A", "candidate"),
        "decayed": ("unused", "B", "candidate"),
        "decayed, by the day": ("unused", "B", "candidate"),
        "trickle": ("unused", "B", "candidate"),
        "back end": ("back_end_only", "C", "watch"),
        "gaps": ("not_monitored", "", "watch"),
        "unseen": ("not_monitored", "", "watch"),
    }
    assert Finding.objects.get(system__name="never").kind == FindingKind.UNUSED
