"""When a failed job tries again, and when it may be cancelled."""

from datetime import timedelta

from django.utils.translation import gettext as _

from registry.jobs.models import Job
from registry.refusals import Obstacle

ATTEMPTS = 4


def back_off(attempts: int) -> timedelta:
    """How long a job rests after its ``attempts``-th failure: 15 s, 1 min, 4 min."""
    return timedelta(seconds=15 * 4 ** (attempts - 1))


def obstacles_to_cancel(job: Job) -> list[Obstacle]:
    """Only work that is still ahead can be cancelled."""
    if job.is_over:
        return [Obstacle("job-over", _("This job is over; there is nothing left to cancel."))]
    return []
