"""Urgency is counted in working days, and told in four words."""

from datetime import date

import pytest

from lifecycle.calendar.rules import WorkingDays
from lifecycle.cases.rules.due import Urgency, urgency

CALENDAR = WorkingDays({}, frozenset({2026}))  # Monday to Friday
FRIDAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("due_on", "told"),
    [
        (date(2026, 2, 26), Urgency.SEVERELY_OVERDUE),  # six working days ago
        (date(2026, 2, 27), Urgency.OVERDUE),  # five
        (date(2026, 3, 5), Urgency.OVERDUE),
        (FRIDAY, Urgency.DUE_SOON),
        (date(2026, 3, 10), Urgency.DUE_SOON),  # two working days on, over a weekend
        (date(2026, 3, 11), Urgency.IN_TIME),
    ],
)
def test_urgency_is_told_in_four_words(due_on: date, told: Urgency) -> None:
    assert urgency(due_on, today=FRIDAY, calendar=CALENDAR) == told


def test_what_was_due_on_saturday_is_overdue_on_sunday() -> None:
    assert urgency(date(2026, 3, 7), today=date(2026, 3, 8), calendar=CALENDAR) == Urgency.OVERDUE
