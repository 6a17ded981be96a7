"""Which function does which kind of job, and when schedules are due.

Every room registers its own in its ``tasks.py``; the app configuration of this room imports those of all rooms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from django.utils import timezone

from registry.jobs.errors import UnknownKind
from registry.jobs.models import Job


class Progress(Protocol):
    """What a handler tells about how far it is.

    Calling it renews the lease and adds ``line`` to the log; ``total`` 0 means not known. Cheap enough for every row: it
    writes at most twice a second.

    Raises:
        Cancelled: the person cancelled; let it fly, so that the handler's own transaction is undone.
        LeaseLost: the lease lapsed and another worker has the job; let it fly.
    """

    def __call__(self, done: int, total: int, line: str = "") -> None: ...


Function = Callable[[Job, Progress], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Handler:
    """``limit`` is the longest silence between two calls of ``progress``; after it the job is due again."""

    kind: str
    label: Any  # str or a lazy translation
    function: Function
    limit: timedelta
    atomic: bool


@dataclass(frozen=True, slots=True)
class Schedule:
    """Daily at a local time, or every so often counted from midnight UTC of 1970-01-01."""

    name: str
    at: time | None
    every: timedelta | None

    def newest_due(self, now: datetime) -> datetime:
        """The last due moment that is not after ``now``."""
        if self.every is not None:
            seconds = self.every.total_seconds()
            return datetime.fromtimestamp(now.timestamp() // seconds * seconds, tz=now.tzinfo)
        local = timezone.localtime(now)
        assert self.at is not None  # noqa: S101  (scheduled() takes exactly one of the two)
        today = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today <= local else today - timedelta(days=1)


_handlers: dict[str, Handler] = {}
_schedules: dict[str, Schedule] = {}


def handles(
    kind: str, *, label: Any, limit: timedelta = timedelta(minutes=5), atomic: bool = False
) -> Callable[[Function], Function]:
    """Register the decorated function for ``kind``; what it returns becomes the job's result.

    It must be safe to run twice: a worker may die after its work and before the job is marked done. With ``atomic`` the
    function and that mark are one transaction, so its writes happen exactly once; it then has all of ``limit`` for the whole
    work, and its progress is seen only at the end.
    """

    def register(function: Function) -> Function:
        _handlers[kind] = Handler(kind, label, function, limit, atomic)
        return function

    return register


def scheduled(kind: str, *, at: str = "", every: timedelta | None = None) -> Callable[[Function], Function]:
    """Have a job of ``kind`` added daily at the local time ``at`` (``"02:30"``) or ``every`` so often; give one of the two.

    Goes above ``@handles`` of the same kind. The job's argument ``due_at`` is its slot, as ISO text.
    """
    if bool(at) is bool(every):
        raise ValueError("Give either at= or every=.")

    def register(function: Function) -> Function:
        handler_of(kind)
        _schedules[kind] = Schedule(kind, time.fromisoformat(at) if at else None, every)
        return function

    return register


def handler_of(kind: str) -> Handler:
    """What does ``kind``.

    Raises:
        UnknownKind: no room handles it.
    """
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(kind) from None


def schedules() -> list[Schedule]:
    return list(_schedules.values())


def label_of(kind: str) -> str:
    """The kind in people's words; the kind itself when the room that handled it is gone."""
    return str(_handlers[kind].label) if kind in _handlers else kind
