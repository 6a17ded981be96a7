"""``manage.py work``: a worker that needs no broker."""

import signal
from argparse import ArgumentParser
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from registry.jobs.services import fill_slots, work_next


class Command(BaseCommand):
    help = (
        "Look for due work in the database and do it, one job at a time, until told to stop; the job at hand is finished first. "
        "`serve` runs this where no broker can run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=1.0, help="Seconds between two looks (default: 1).")

    def handle(self, *args: Any, every: float, **options: Any) -> None:
        stopping = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_said: stopping.set())
        while not stopping.wait(every):
            close_old_connections()
            fill_slots()
            while not stopping.is_set() and work_next():
                continue
