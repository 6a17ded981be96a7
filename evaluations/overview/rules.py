"""How pressing something is: pure."""

from datetime import date

from evaluations.overview.enums import Urgency
from lifecycle.calendar.rules import WorkingDays

LONG = 5  # working days past due from which overdue is long; set by this installation's makers, not by law
SOON = 3  # working days left from which a task is due soon


def urgency_of(due_on: date, *, today: date, calendar: WorkingDays) -> Urgency:
    """Counted in working days; a task is overdue from the day after ``due_on``."""
    left = calendar.working_days_between(today, due_on)
    if due_on < today:
        return Urgency.LONG_OVERDUE if -left >= LONG else Urgency.OVERDUE
    return Urgency.DUE_SOON if left <= SOON else Urgency.IN_TIME
