"""Urgency is counted in working days."""

from datetime import date

import pytest

from evaluations.overview.enums import Urgency
from evaluations.overview.rules import urgency_of
from lifecycle.calendar.rules import WorkingDays

CALENDAR = WorkingDays({}, frozenset({2026}))  # Monday to Friday
FRIDAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("due_on", "urgency"),
    [
        (date(2026, 2, 27), Urgency.LONG_OVERDUE),  # five working days ago
        (date(2026, 3, 2), Urgency.OVERDUE),  # four
        (date(2026, 3, 5), Urgency.OVERDUE),
        (FRIDAY, Urgency.DUE_SOON),
        (date(2026, 3, 11), Urgency.DUE_SOON),  # three working days on, over a weekend
        (date(2026, 3, 12), Urgency.IN_TIME),
    ],
)
def test_urgency_is_told_in_four_words(due_on: date, urgency: Urgency) -> None:
    assert urgency_of(due_on, today=FRIDAY, calendar=CALENDAR) == urgency


def test_what_fell_due_on_a_day_off_is_overdue_on_the_next_day() -> None:
    saturday, sunday = date(2026, 3, 7), date(2026, 3, 8)
    assert urgency_of(saturday, today=sunday, calendar=CALENDAR) == Urgency.OVERDUE
