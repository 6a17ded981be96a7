"""When people are reminded of their work, and when its leader hears that it is late: pure. Neither ever decides anything (T4)."""

from datetime import date

from lifecycle.calendar.rules import WorkingDays


def is_due_soon(due_on: date, *, today: date, calendar: WorkingDays, ahead: int) -> bool:
    """``ahead`` working days or fewer are left, the due day itself included; late work is no longer due soon."""
    return today <= due_on and calendar.working_days_between(today, due_on) <= ahead


def is_to_be_escalated(due_on: date, *, today: date, calendar: WorkingDays, after: int) -> bool:
    """It has been due for ``after`` working days or more."""
    return due_on < today and calendar.working_days_between(due_on, today) >= after
