"""Kinds of jobs that exist only in tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from registry.jobs import handlers
from registry.jobs.handlers import Function, Handler, Schedule


@contextmanager
def handling(
    kind: str, function: Function, *, limit: timedelta = timedelta(minutes=5), atomic: bool = False
) -> Iterator[None]:
    """``function`` handles ``kind`` for as long as this lasts."""
    handlers._handlers[kind] = Handler(kind, f"label of {kind}", function, limit, atomic)
    try:
        yield
    finally:
        del handlers._handlers[kind]


@contextmanager
def only_schedule(schedule: Schedule) -> Iterator[None]:
    """There is this schedule and no other for as long as this lasts."""
    others = dict(handlers._schedules)
    handlers._schedules.clear()
    handlers._schedules[schedule.name] = schedule
    try:
        yield
    finally:
        handlers._schedules.clear()
        handlers._schedules.update(others)


def nothing(job: Any, progress: Any) -> dict[str, Any]:
    return {}
