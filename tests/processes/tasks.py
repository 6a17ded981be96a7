"""Kinds of jobs for the tests. What one really did is an organisation named after it: two of them would be work done twice."""

import time
from datetime import timedelta
from typing import Any

from registry.jobs.handlers import Progress, handles, scheduled
from registry.jobs.models import Job
from registry.organisations.models import Organisation


def leave_a_trace(job: Job) -> dict[str, Any]:
    Organisation.objects.create(code=f"LOCAL-{job.pk}-{job.fence}", name=job.code)
    return {}


@handles("processes.quick", label="quick", atomic=True)
def quick(job: Job, progress: Progress) -> dict[str, Any]:
    return leave_a_trace(job)


@handles("processes.slow", label="slow")
def slow(job: Job, progress: Progress) -> dict[str, Any]:
    time.sleep(2)
    return leave_a_trace(job)


@handles("processes.stuck_at_first", label="stuck at first", limit=timedelta(seconds=3), atomic=True)
def stuck_at_first(job: Job, progress: Progress) -> dict[str, Any]:
    """Leaves its trace and then hangs at the first attempt, so that a test can kill it in the middle."""
    result = leave_a_trace(job)
    if job.attempts == 1:
        time.sleep(60)
    return result


@scheduled("processes.every_two_seconds", every=timedelta(seconds=2))
@handles("processes.every_two_seconds", label="every two seconds", atomic=True)
def every_two_seconds(job: Job, progress: Progress) -> dict[str, Any]:
    return leave_a_trace(job)
