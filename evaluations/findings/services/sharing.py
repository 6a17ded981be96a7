"""Several processes of this machine on one sweep, with whatever workers there are besides."""

import multiprocessing
import time

from django.db import connections

from evaluations.findings.models import SplitSweep
from evaluations.findings.services.splitting import STEPS, is_under_way
from registry.jobs.services import work_next

PAUSE = 0.1
"""Seconds between two looks for something to do."""


def share(split: SplitSweep, *, processes: int) -> SplitSweep:
    """Do what is due of it until nothing is left; ``done`` stays empty when one of its jobs failed or was cancelled.

    A process that is killed takes nothing along: once its lease has lapsed, another does what it had in hand.
    """
    connections.close_all()  # what a forked process inherits it must not close
    others = [
        multiprocessing.get_context("fork").Process(target=_work_on, args=(split,), daemon=True)
        for _number in range(processes - 1)
    ]
    for each in others:
        each.start()
    _work_on(split)
    for each in others:
        each.join()
    return SplitSweep.objects.select_related("done__policy").get(pk=split.pk)


def _work_on(split: SplitSweep) -> None:
    while is_under_way(split):
        if work_next(kinds=STEPS) is None:
            time.sleep(PAUSE)
