"""The only Celery tasks of the program. They carry nothing: work is in the database, and losing every message loses nothing."""

import logging
from time import monotonic

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from registry.jobs.services import fill_slots, work_next

logger = logging.getLogger(__name__)
TURN = 60.0  # seconds after which a drain hands over, so that a worker told to stop is not held up by a long queue


@shared_task(name="jobs.drain", ignore_result=True)
def drain() -> None:
    """Do what is due. Sent after every commit that adds work, and by beat each minute for what fell due since; safe to run twice."""
    end = monotonic() + TURN
    while work_next():
        if monotonic() > end:
            nudge()
            return


@shared_task(name="jobs.tick", ignore_result=True)
def tick() -> None:
    """Fill the slots of schedules and do what is due. Sent by beat each minute; safe to run twice and at the same time."""
    fill_slots()
    drain()


def nudge() -> None:
    """Wake a worker once the caller's transaction has committed; without a broker the next tick finds the work."""
    transaction.on_commit(_send, robust=True)


def _send() -> None:
    try:
        drain.apply_async(retry=False)
    except OperationalError as gone:  # the worker and the scheduler complain of it loudly enough
        logger.info("No worker was woken: %s", gone)
