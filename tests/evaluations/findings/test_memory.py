"""A night that goes on from what was remembered says what a sweep over everything would say."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from evaluations.findings.models import Finding, Incident, Memory, SeriesBlock, StateBlock
from evaluations.findings.services import sweep
from evaluations.usage.enums import CollectorKind
from evaluations.usage.models import AssessmentDay, Collector, LateNote
from evaluations.usage.services import beat_heart, take_in
from registry.systems.models import System
from tests.evaluations.appraisals.factories import commitment
from tests.evaluations.findings.factories import FIRST
from tests.factories import organisation, system

pytestmark = pytest.mark.django_db
NIGHTS = 60
START = FIRST + timedelta(weeks=44)


def fleet() -> list[System]:
    """Twenty-eight systems, among them one of every rhythm."""
    sponsor = organisation()
    kinds: list[dict[str, Any]] = [
        {"cadence": "daily", "eligible_users": 900},
        {"cadence": "daily", "eligible_users": 900},
        {"cadence": "daily", "eligible_users": 6},
        {"cadence": "weekly", "eligible_users": 300},
        {"cadence": "monthly", "eligible_users": 300},
        {"cadence": "seasonal", "duty_window": "04-01~05-31,11-15~12-10", "eligible_users": 80},
        {"cadence": "event_driven"},
    ]
    return [
        system(f"{number}", sponsor=sponsor, launched_on=date(2024, 1, 1), **kinds[number % len(kinds)])
        for number in range(28)
    ]


def rows_of(systems: list[System], day: date, dice: random.Random) -> list[dict[str, Any]]:
    """What collectors tell of a day: by the day, by the week or by the month, now and then nothing."""
    told = []
    for number, each in enumerate(systems):
        fate = number % 4
        count = {0: 0, 1: dice.choice([0, 3, 40]), 2: 40 if day < START else 0, 3: dice.choice([0, 0, 0, 5])}[fate]
        length = 7 if number % 5 == 3 else day.day if number % 9 == 8 else 1
        due = {1: True, 7: day.weekday() == 6}.get(length, (day + timedelta(days=1)).day == 1)
        if due and dice.random() > 0.03:
            told.append(
                {
                    "system": each.code,
                    "day": day.isoformat(),
                    "period_days": length,
                    "collector": ("portal", "log", "gate")[number % 3],
                    "active_users": count,
                    "inbound_calls": dice.choice([None, 4]) if fate == 3 else None,
                    "coverage": dice.choice([1, 1, 0.5]),
                    "substantive_actions": None if number % 3 else count * 2,
                    "sessions": count * 3,
                    "started": count,
                    "completed": dice.randint(0, count),
                    "releases": None if number % 2 else int(dice.random() < 0.004),
                    "using_organisations": min(count, 2),
                    "eligible_organisations": 30,
                }
            )
    return told


def remembered() -> tuple[Any, ...]:
    """All that is kept from one sweep to the next, but for keys."""
    return (
        list(Memory.objects.values_list("first_week", "weeks", "ground")),
        [tuple(bytes(part) for part in row) for row in StateBlock.objects.values_list("systems", "facts", "states")],
        [
            (collector, *(bytes(part) for part in row))
            for collector, *row in SeriesBlock.objects.order_by("pk").values_list("pk", "systems", "used", "standing")
        ],
    )


def said() -> list[tuple[Any, ...]]:
    standing = Finding.objects.exclude(state="lapsed").order_by("system", "kind")
    return list(standing.values_list("system", "kind", "tier", "state", "limbs", "signals", "since"))


def test_after_sixty_nights_with_late_corrected_missing_and_doubled_days_all_is_as_if_made_anew() -> None:
    """Other nights on each database."""
    dice, systems = random.Random(connection.vendor), fleet()
    Collector.objects.create(code="gate", kind=CollectorKind.REPORTED)
    AssessmentDay.objects.create(day=START + timedelta(days=9), label="考核")
    commitment(systems[1], due_on=[START - timedelta(days=90)])
    history = [row for back in range(44 * 7) for row in rows_of(systems, FIRST + timedelta(days=back), dice)]
    take_in(history, collector="portal", by=None)
    sweep(as_of=START - timedelta(days=1), by=None)
    waiting: list[dict[str, Any]] = []
    for night in range(NIGHTS):
        day = START + timedelta(days=night)
        today = rows_of(systems, day, dice)
        late = [row for row in today if dice.random() < 0.04]
        arrived = [row for row in today if row not in late] + waiting
        waiting = late if night % 9 else []
        corrected = [row | {"active_users": dice.choice([0, 70])} for row in history if dice.random() < 0.0004]
        take_in(arrived, collector="portal", by=None)
        take_in(corrected, collector="portal", by=None)
        take_in(arrived[:5], collector="portal", by=None)
        history += arrived
        if night % 13 == 5:
            beat_heart(collector="log", days=[day - timedelta(days=back) for back in (0, 1, 20)], by=None)
        if night == 31:
            System.objects.filter(pk=systems[0].pk).update(cadence="weekly")
            System.objects.filter(pk=systems[1].pk).update(contract_ends_on=day)
        sweep(as_of=day, by=None)
        if night % 15 == 14 or night == NIGHTS - 1:
            kept, findings, incidents = remembered(), said(), list(Incident.objects.values())
            sweep(as_of=day, by=None, full=True)
            assert (said(), list(Incident.objects.values())) == (findings, incidents)
            assert remembered() == kept
    assert not LateNote.objects.exists()
    assert len(said()) > 5
