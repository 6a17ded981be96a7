"""The life of a job, each step one conditional UPDATE: right on SQLite, which locks no rows, and on PostgreSQL.

Claiming, reporting and finishing leave no event in the ledger: what a job does is recorded by the service it calls.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from registry.jobs.enums import JobState
from registry.jobs.errors import Cancelled, LeaseLost, UnknownKind
from registry.jobs.handlers import handler_of
from registry.jobs.models import Job
from registry.jobs.rules import ATTEMPTS, back_off, obstacles_to_cancel
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.organisations.selectors import roles_today
from registry.refusals import VersionChanged, refuse_if


def add(kind: str, *, by: Person | None, arguments: dict[str, Any]) -> Job:
    """Write down work that is due, in the caller's own transaction; no broker is called, so the view nudges.

    Raises:
        UnknownKind: no room handles ``kind``.
    """
    handler_of(kind)
    language = translation.get_language() or ""
    return Job.objects.create(kind=kind, by=by, arguments=arguments, due_at=timezone.now(), language=language)


def claim(*, kinds: Collection[str] = ()) -> Job | None:
    """Take the job that has been due longest, under a lease and a new fence; ``None`` when nothing is due. ``kinds``: only of these.

    Whoever changes the row first has it: the others' UPDATE finds another fence and takes the next. A job whose worker
    vanished at the last permitted attempt fails here.
    """
    now = timezone.now()
    due = Job.objects.due(now)
    for job in (due.filter(kind__in=kinds) if kinds else due)[:20]:
        if job.attempts >= ATTEMPTS:
            _give_up(job)
            continue
        job.lease_until = now + _limit_of(job)
        taken = (
            Job.objects.due(now)
            .order_by()
            .filter(pk=job.pk, fence=job.fence)
            .update(
                state=JobState.RUNNING,
                fence=F("fence") + 1,
                attempts=F("attempts") + 1,
                started_at=now,
                lease_until=job.lease_until,
            )
        )
        if taken:
            job.refresh_from_db()
            return job
    return None


def report(job: Job, *, done: int, total: int, line: str = "") -> None:
    """Say how far the job is, and renew its lease.

    Raises:
        Cancelled: a person cancelled it.
        LeaseLost: it is another worker's by now.
    """
    changes: dict[str, Any] = {
        "done": min(done, total) if total else done,
        "total": total,
        "lease_until": timezone.now() + _limit_of(job),
    }
    if line:
        changes["log"] = Concat("log", Value(f"{line}\n"))
    if not Job.objects.held_under(job).update(**changes):
        raise _why_lost(job)


def finish(job: Job, *, result: dict[str, Any]) -> None:
    """Mark the job done.

    Raises:
        Cancelled: a person cancelled it.
        LeaseLost: it is another worker's by now; inside a transaction this undoes what the late holder wrote.
    """
    now = timezone.now()
    done = Job.objects.held_under(job).update(
        state=JobState.DONE, result=result, finished_at=now, lease_until=None, error="", done=F("total")
    )
    if not done:
        raise _why_lost(job)


def fail(job: Job, *, error: str, final: bool) -> None:
    """Note why it failed; try again later unless that is ``final`` or it has been tried often enough. Nothing if it was lost."""
    now = timezone.now()
    if final or job.attempts >= ATTEMPTS:
        changes: dict[str, Any] = {"state": JobState.FAILED, "finished_at": now}
    else:
        changes = {"state": JobState.DUE, "due_at": now + back_off(job.attempts)}
    Job.objects.held_under(job).update(error=error, lease_until=None, **changes)


@transaction.atomic
def cancel(*, job: Job, by: Person) -> Job:
    """Stop a job: at once when it waits, at its next report of progress when it runs.

    Raises:
        Refused: it is over, or somebody else's.
        VersionChanged: it moved while the person read the page.
    """
    refuse_if(obstacles_to_cancel(job, by_id=by.pk, roles=roles_today(by)))
    stopped = Job.objects.filter(pk=job.pk, fence=job.fence, state=job.state).update(
        state=JobState.CANCELLED, finished_at=timezone.now(), lease_until=None
    )
    if not stopped:
        raise VersionChanged(job.code)
    job.refresh_from_db()
    record("jobs.cancelled", subject=job, by=by, kind=job.kind)
    return job


def _limit_of(job: Job) -> timedelta:
    try:
        return handler_of(job.kind).limit
    except UnknownKind:
        return timedelta(minutes=1)  # left by another version of the program: long enough to say so and fail


def _give_up(job: Job) -> None:
    with translation.override(job.language or None):
        error = _("The worker stopped in the middle of this job too often.")
    Job.objects.filter(pk=job.pk, fence=job.fence, state=job.state).update(
        state=JobState.FAILED, finished_at=timezone.now(), lease_until=None, error=error
    )


def _why_lost(job: Job) -> Cancelled | LeaseLost:
    state = Job.objects.values_list("state", flat=True).get(pk=job.pk)
    return Cancelled(job.code) if state == JobState.CANCELLED else LeaseLost(job.code)
