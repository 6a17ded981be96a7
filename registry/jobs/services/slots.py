"""Turning schedules into jobs."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from registry.jobs.handlers import Schedule, schedules
from registry.jobs.models import Job, Slot
from registry.jobs.services.queue import add


def fill_slots() -> list[Job]:
    """Add the job of every schedule that has come due since its last slot, and return those added here.

    After an outage only the newest missed moment runs. A schedule seen for the first time begins now: it has missed nothing.
    Any number of beats may call this at once. Two queries per schedule.
    """
    now = timezone.now()
    jobs = []
    for schedule in schedules():
        due_at = schedule.newest_due(now)
        last = Slot.objects.filter(schedule=schedule.name).order_by("-due_at").first()
        if last is None:
            Slot.objects.get_or_create(schedule=schedule.name, due_at=due_at)
        elif last.due_at < due_at and (job := _fill(schedule, due_at)):
            jobs.append(job)
    return jobs


def _fill(schedule: Schedule, due_at: datetime) -> Job | None:
    """The slot and its job, or ``None`` when another beat was faster."""
    try:
        with transaction.atomic():
            slot = Slot.objects.create(schedule=schedule.name, due_at=due_at)
            slot.job = add(schedule.name, by=None, arguments={"due_at": due_at.isoformat()})
            slot.save(update_fields=["job"])
    except IntegrityError:
        return None
    return slot.job
