"""When a failed job tries again, and when it may be cancelled."""

from collections.abc import Collection
from datetime import timedelta

from django.utils.translation import gettext as _

from registry.jobs.models import Job
from registry.jobs.permissions import may_cancel_all
from registry.refusals import Obstacle

ATTEMPTS = 4


def back_off(attempts: int) -> timedelta:
    """How long a job rests after its ``attempts``-th failure: 15 s, 1 min, 4 min."""
    return timedelta(seconds=15 * 4 ** (attempts - 1))


def obstacles_to_cancel(job: Job, *, by_id: int, roles: Collection[str]) -> list[Obstacle]:
    """Only work that is still ahead can be cancelled, by whoever asked for it or an administrator (``roles`` held today)."""
    found: list[Obstacle] = []
    if job.by_id != by_id and not may_cancel_all(roles):
        message = _("Only the person who asked for this job, or an administrator, can cancel it.")
        found.append(Obstacle("not-yours", message, kind="who"))
    if job.is_over:
        found.append(Obstacle("job-over", _("This job is over; there is nothing left to cancel.")))
    return found
