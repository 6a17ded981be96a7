"""Reminders, each working day."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle.calendar.selectors import working_days
from lifecycle.cases.services.reminding import remind_of_another_look, remind_of_due_work, warn_of_unknown_year
from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job


@scheduled("cases.remind", at="08:30")
@handles("cases.remind", label=_("remind of work that is due"))
def remind(job: Job, progress: Progress) -> dict[str, Any]:
    """Each day at 08:30; nothing on days off. Safe to run twice, and in two places: nobody is told twice."""
    today, calendar = timezone.localdate(), working_days()
    warned = warn_of_unknown_year(today=today, calendar=calendar)
    made = remind_of_due_work(today=today, calendar=calendar)
    return {**made, "to_look_again": remind_of_another_look(today=today), "warned": warned}
