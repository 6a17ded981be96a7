"""Reading the ledger: a subject's events, the end of each stream, and whether the chains hold."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from registry.ledger.chain import HASHED_FIELDS, Break, End, Walk
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


def verify(stream: str = "", *, checkpoints: Iterable[Mapping[str, Any]] = ()) -> Verification:
    """Walk every chain (or one) from its first event and compare its end with its head and with ``checkpoints``.

    Reads all rows once, two queries. A stream that looks broken is read again while nobody can write to it, so that an
    event recorded between those two is no break.
    """
    checkpoints = list(checkpoints)
    found = _walk(stream, checkpoints)
    breaks: list[Break] = []
    for suspect in dict.fromkeys(each.stream for each in found.breaks):
        with transaction.atomic():
            list(Head.objects.select_for_update().filter(stream=suspect))
            breaks += _walk(suspect, checkpoints).breaks
    return Verification(found.streams, found.events, breaks)


def _walk(stream: str, checkpoints: list[Mapping[str, Any]]) -> Verification:
    events, heads = Event.objects.all(), ends()
    if stream:
        events, heads = events.filter(stream=stream), [head for head in heads if head.stream == stream]
        checkpoints = [{**each, "heads": [head for head in each["heads"] if head[0] == stream]} for each in checkpoints]
    walk, breaks = Walk(checkpoints), list[Break]()
    for row in rows(events):
        breaks += walk.step(row)
    breaks += walk.finish(heads)
    return Verification(len(walk.ends), walk.events, breaks)
