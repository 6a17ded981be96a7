"""The Celery application; its settings are the ``CELERY_…`` of :mod:`config.settings`.

A worker that loses its broker finishes what it is doing and ends; ``serve``, systemd or the container engine starts another.
Celery's own way of connecting again loses acknowledgements and can leave a worker that takes no more work.
"""

import os
from typing import Any

from celery import Celery, signals

from config.supervision.children import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("taizhang")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_ready.connect
def _catch_up(**_said: Any) -> None:
    """A worker that comes back does what is due at once instead of waiting for the next tick."""
    app.send_task("jobs.tick")


@signals.worker_process_init.connect
def _leave_no_orphan(**_said: Any) -> None:
    die_with_parent()
