"""``manage.py work_once``: do everything that is due, here and now."""

from typing import Any

from django.core.management.base import BaseCommand

from registry.jobs.services import fill_slots, work_next


class Command(BaseCommand):
    help = "Do every job that is due in the foreground, one after the other, without a worker or a broker."

    def handle(self, *args: Any, **options: Any) -> None:
        fill_slots()
        count = 0
        while job := work_next():
            job.refresh_from_db()
            count += 1
            self.stdout.write(f"{job.code} {job.kind}: {job.state} {job.error}".rstrip())
        self.stdout.write(f"{count} done.")
