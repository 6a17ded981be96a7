"""How urgent something is: derived whenever somebody looks, never stored; overdue never decides anything."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lifecycle.calendar.rules import WorkingDays

SOON = 2
SEVERE = -5


class Urgency(TextChoices):
    SEVERELY_OVERDUE = "severely_overdue", _("severely overdue")
    OVERDUE = "overdue", _("overdue")
    DUE_SOON = "due_soon", _("due soon")
    IN_TIME = "in_time", _("in time")


def urgency(due_on: date, *, today: date, calendar: WorkingDays) -> Urgency:
    """By the working days left: overdue from the day after, severely after five more; soon with two or fewer left."""
    left = calendar.working_days_between(today, due_on)
    if due_on < today:
        return Urgency.SEVERELY_OVERDUE if left < SEVERE else Urgency.OVERDUE
    return Urgency.DUE_SOON if left <= SOON else Urgency.IN_TIME
