"""Reading the ledger: an event's neighbours, and whether the chains hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from registry.ledger.chain import HASHED_FIELDS, digest
from registry.ledger.models import Event, Head


@dataclass(frozen=True, slots=True)
class Break:
    """One place where a chain does not hold. ``problem``: altered, missing, unlinked, cut, surplus or headless."""

    stream: str
    seq: int
    problem: str
    explanation: str


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


def verify(stream: str = "") -> Verification:
    """Walk every chain (or one) from its first event and compare its end with its head. Reads all rows once, two queries.

    Finds an edited, deleted, inserted or reordered event and a cut tail. It cannot find an attacker who rewrites events and
    heads alike: that takes a checkpoint kept elsewhere.
    """
    events, heads = Event.objects.order_by("stream", "seq"), Head.objects.all()
    if stream:
        events, heads = events.filter(stream=stream), heads.filter(stream=stream)
    expected = {head.stream: head for head in heads}
    streams = total = 0
    breaks: list[Break] = []
    rows = events.values("hash", *HASHED_FIELDS).iterator(chunk_size=2000)
    for name, chain in groupby(rows, key=lambda row: row["stream"]):
        streams += 1
        seq, last = 0, ""
        for row in chain:
            total += 1
            breaks += _breaks_at(row, after=seq, previous_hash=last)
            seq, last = row["seq"], row["hash"]
        breaks += _breaks_at_end(name, seq, last, expected.pop(name, None))
    breaks += [
        Break(name, head.seq, "cut", f"The head says {head.seq} events, none is left.")
        for name, head in expected.items()
    ]
    return Verification(streams, total, breaks)


def _breaks_at(row: dict[str, object], *, after: int, previous_hash: str) -> Iterator[Break]:
    stream, seq = str(row["stream"]), int(str(row["seq"]))
    if seq != after + 1:
        yield Break(stream, seq, "missing", f"Event {after} is followed by {seq}.")
    elif row["previous_hash"] != previous_hash:
        yield Break(stream, seq, "unlinked", f"Event {seq} does not hang on the hash of event {after}.")
    if digest(row) != row["hash"]:
        yield Break(stream, seq, "altered", f"Event {seq} does not have the content its hash was made from.")


def _breaks_at_end(stream: str, seq: int, last: str, head: Head | None) -> Iterator[Break]:
    if head is None:
        yield Break(stream, seq, "headless", "The stream has events but no head.")
    elif head.seq > seq:
        yield Break(stream, head.seq, "cut", f"The head says {head.seq} events, the chain ends at {seq}.")
    elif head.seq < seq:
        yield Break(stream, seq, "surplus", f"The head says {head.seq} events, the chain goes on to {seq}.")
    elif head.hash != last:
        yield Break(stream, seq, "altered", f"The head names another hash for event {seq}.")
