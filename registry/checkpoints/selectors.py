"""Reading checkpoints: as documents to hand out, and as what the ledger is compared with."""

from collections.abc import Mapping
from typing import Any

from registry.checkpoints.models import Checkpoint, SealedHead
from registry.ledger.chain import Break, End, breaks_between, breaks_of_checkpoint
from registry.ledger.selectors import Verification, snapshot, verify

Document = Mapping[str, Any]


def newest() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-number").first()


def ends_at(number: int) -> list[End]:
    """The end of every stream as a checkpoint saw it: the newest sealed by it or before. One query."""
    sealed = SealedHead.objects.filter(checkpoint__number__lte=number).order_by("stream", "checkpoint__number")
    ends = {stream: End(stream, seq, sealed) for stream, seq, sealed in sealed.values_list("stream", "seq", "hash")}
    return list(ends.values())


def document_of(checkpoint: Checkpoint) -> Document:
    """What is handed out, and what :mod:`registry.ledger.chain` verifies on a stranger's machine."""
    return {
        "body": checkpoint.body,
        "heads": [list(end) for end in ends_at(checkpoint.number)],
        "key": checkpoint.key,
        "signature": checkpoint.signature,
    }


def sealed_documents() -> list[Document]:
    """Every stored checkpoint with the ends it was the first to seal, which is all there is to compare. Two queries."""
    heads: dict[int, list[list[Any]]] = {}
    for pk, stream, seq, sealed in SealedHead.objects.values_list("checkpoint_id", "stream", "seq", "hash"):
        heads.setdefault(pk, []).append([stream, seq, sealed])
    return [{"body": each.body, "heads": heads.get(each.pk, [])} for each in Checkpoint.objects.order_by("number")]


def verify_with_checkpoints(*, stream: str = "", handed_out: list[Document] | None = None) -> Verification:
    """Verify the ledger against its own checkpoints, and against those that somebody kept elsewhere (checked before).

    The own ones stand in the same database; they show what was done without the signing key.
    """
    with snapshot():
        own, last = sealed_documents(), newest()
        broken: list[Break] = [] if stream else list(breaks_between(own))
        if last and not stream:
            broken += breaks_of_checkpoint(document_of(last))
        found = verify(stream, checkpoints=[*own, *(handed_out or ())])
    return Verification(found.streams, found.events, [*broken, *found.breaks])


def checkpoint_over(stream: str, seq: int) -> Checkpoint | None:
    """The first checkpoint that sealed an event, or none yet. One query."""
    sealing = SealedHead.objects.select_related("checkpoint").filter(stream=stream, seq__gte=seq)
    first = sealing.order_by("checkpoint__number").first()
    return first.checkpoint if first else None
