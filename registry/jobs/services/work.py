"""Doing one job."""

import logging
from collections.abc import Collection
from contextlib import nullcontext
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from registry.jobs.errors import Cancelled, LeaseLost, UnknownKind
from registry.jobs.handlers import Handler, handler_of
from registry.jobs.models import Job
from registry.jobs.services.queue import claim, fail, finish, report
from registry.refusals import DomainError

logger = logging.getLogger(__name__)
REPORT_EVERY = 0.5  # seconds


class _Reporter:
    """The ``progress`` of one run; see :class:`registry.jobs.handlers.Progress`.

    Inside an atomic handler it writes nothing: the row would stay locked until the end, and cancelling would have to wait.
    """

    def __init__(self, job: Job, *, silent: bool) -> None:
        self.job = job
        self.silent = silent
        self.reported_at = 0.0

    def __call__(self, done: int, total: int, line: str = "") -> None:
        now = monotonic()
        if self.silent or (not line and done < total and now - self.reported_at < REPORT_EVERY):
            return
        self.reported_at = now
        report(self.job, done=done, total=total, line=line)


def work_next(*, kinds: Collection[str] = ()) -> Job | None:
    """Claim one due job (``kinds``: only of these) and see it to its end, whatever that is; ``None`` when nothing is due.

    A refusal of a rule is final. Anything else that is raised is a bug or a passing fault: logged, and tried again later.
    """
    job = claim(kinds=kinds)
    if job is None:
        return None
    with translation.override(job.language or None):
        try:
            _run(handler_of(job.kind), job)
        except Cancelled:
            logger.info("%s was cancelled", job)
        except LeaseLost:
            logger.warning("%s outlived its lease and was left to its new holder", job)
        except UnknownKind:
            fail(job, error=_("This version of the program does not know this kind of job."), final=True)
        except DomainError as refusal:
            fail(job, error=str(refusal), final=True)
        except Exception:
            logger.exception("%s failed at attempt %s", job, job.attempts)
            fail(job, error=_("Something went wrong inside the program; the server's log says what."), final=False)
    return job


def _run(handler: Handler, job: Job) -> None:
    with transaction.atomic() if handler.atomic else nullcontext():
        result: dict[str, Any] = handler.function(job, _Reporter(job, silent=handler.atomic))
        finish(job, result=result)
