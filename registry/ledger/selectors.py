"""Reading the ledger: a subject's events, the end of each stream, and whether the chains hold."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from registry.ledger.chain import HASHED_FIELDS, Break, End, Walk, stamp
from registry.ledger.models import Event, Head


@dataclass(frozen=True, slots=True)
class Verification:
    """What :func:`verify` saw: how many streams and events it read, and every break it found."""

    streams: int
    events: int
    breaks: list[Break]

    @property
    def holds(self) -> bool:
        return not self.breaks


def events_of(subject_type: str, code: str) -> QuerySet[Event]:
    """What happened to one subject, oldest first."""
    return Event.objects.filter(subject_type=subject_type, subject=code).order_by("at", "id")


def ends() -> list[End]:
    """The end of every stream, as the heads say. One query."""
    return [
        End(*head) for head in Head.objects.filter(seq__gt=0).order_by("stream").values_list("stream", "seq", "hash")
    ]


def rows(events: QuerySet[Event]) -> Iterator[dict[str, Any]]:
    """The events as what is hashed, and the hash, in the order a chain is walked."""
    yield from events.order_by("stream", "seq").values("hash", *HASHED_FIELDS).iterator(chunk_size=2000)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, and no writer waits for it; inside another or a transaction, of that one's."""
    connection.ensure_connection()
    if connection.in_atomic_block or getattr(connection.connection, "in_transaction", False):
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # not IMMEDIATE, as atomic() would: it is the reader's own picture of the journal
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def verify(stream: str = "", *, checkpoints: Iterable[Mapping[str, Any]] = ()) -> Verification:
    """Walk every chain (or one) from its first event and compare its end with its head and with ``checkpoints``.

    Reads all rows once, two queries. Without checkpoints it cannot find an attacker who rewrites events and heads alike.
    """
    sealed: Iterable[Mapping[str, Any]] = checkpoints
    if stream:
        sealed = [{**each, "heads": [head for head in each["heads"] if head[0] == stream]} for each in checkpoints]
    walk, breaks = Walk(sealed), list[Break]()
    with snapshot():
        events = Event.objects.filter(stream=stream) if stream else Event.objects.all()
        for row in rows(events):
            breaks += walk.step(row)
        breaks += walk.finish(end for end in ends() if stream in {"", end.stream})
    return Verification(len(walk.ends), walk.events, breaks)


def export() -> Iterator[str]:
    """The whole ledger as JSON lines: every event in the order of its stream, then every head. Two queries."""
    with snapshot():
        for row in rows(Event.objects.all()):
            told = {**row, "at": stamp(row["at"])}
            yield json.dumps({"event": told}, ensure_ascii=False, separators=(",", ":")) + "\n"
        for end in ends():
            yield json.dumps({"head": end}, ensure_ascii=False, separators=(",", ":")) + "\n"
