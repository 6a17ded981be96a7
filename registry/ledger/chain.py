"""How events are hashed and chained, and how a chain is verified. This one file runs alone, on a stranger's machine::

    python chain.py EXPORT.jsonl --checkpoint CHECKPOINT.json --key PUBLIC_KEY

It needs Python and the package ``cryptography`` (signatures, SM3), nothing of Taizhang and no network. EXPORT is what ``manage.py
export_ledger`` wrote: one JSON document a line, ``{"event": {…}}`` in the order of stream and number, ``{"head": […]}`` for the end
of each stream. A checkpoint is a signed statement of how far every stream had come; only one that was kept elsewhere shows
that events *and* heads were rewritten. Exit status 0 only when everything holds.

No chain proves that a false entry was not entered.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "taizhang-checkpoint-1"
HASHED_FIELDS = (
    "stream",
    "seq",
    "at",
    "verb",
    "actor",
    "actor_name",
    "subject_type",
    "subject",
    "data",
    "algorithm",
    "previous_hash",
)


class End(NamedTuple):
    """The last event of a stream."""

    stream: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """One place where a chain does not hold.

    ``problem``: altered, missing, unlinked, cut, surplus or headless; against a checkpoint: rewritten or cut; of a checkpoint
    itself: forged, foreign or detached.
    """

    stream: str
    seq: int
    problem: str
    explanation: str


# --- hashing ---------------------------------------------------------------------------------------------------------


def hash_of(content: bytes, algorithm: str) -> str:
    """Lower-case hexadecimal. SM3 comes from ``cryptography``, because not every Python's own library has it.

    Raises:
        ValueError: neither ``sha256`` nor ``sm3``.
    """
    if algorithm == "sha256":
        return hashlib.sha256(content).hexdigest()
    if algorithm == "sm3":
        sm3 = hashes.Hash(hashes.SM3())
        sm3.update(content)
        return sm3.finalize().hex()
    raise ValueError(f"{algorithm!r} is no algorithm of this ledger.")


def as_bytes(content: Any) -> bytes:
    """JSON with sorted keys and no blanks, UTF-8."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def canonical(fields: Mapping[str, Any]) -> bytes:
    """The bytes of an event that are hashed: the :data:`HASHED_FIELDS`, times in UTC to the microsecond."""
    told = {name: fields[name] for name in HASHED_FIELDS}
    told["at"] = stamp(told["at"])
    return as_bytes(told)


def stamp(at: datetime | str) -> str:
    return at if isinstance(at, str) else at.astimezone(UTC).isoformat(timespec="microseconds")


def digest(fields: Mapping[str, Any]) -> str:
    """The event's hash by the algorithm the event itself names, so that a chain may change it midway."""
    return hash_of(canonical(fields), fields["algorithm"])


# --- checkpoints -----------------------------------------------------------------------------------------------------


def body_of(*, number: int, at: datetime, algorithm: str, previous: str, ends: Sequence[End]) -> dict[str, Any]:
    """What is signed: how far every stream had come, bound by one hash, and the hash of the body before."""
    return {
        "format": FORMAT,
        "number": number,
        "at": stamp(at),
        "algorithm": algorithm,
        "previous": previous,
        "streams": len(ends),
        "events": sum(end.seq for end in ends),
        "heads_hash": hash_of(as_bytes(sorted(ends)), algorithm),
    }


def body_hash(body: Mapping[str, Any]) -> str:
    """What the next checkpoint names as ``previous``."""
    return hash_of(as_bytes(body), body["algorithm"])


def breaks_of_checkpoint(checkpoint: Mapping[str, Any], *, key: str = "") -> Iterator[Break]:
    """What is wrong with a checkpoint itself: its signature, its heads, or who signed it (``key``, where it is known)."""
    name, number, said = "checkpoint", 0, ""
    try:
        body, ends = checkpoint["body"], [End(*each) for each in checkpoint["heads"]]
        number, signer = int(body["number"]), str(checkpoint["key"])
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer)).verify(
            bytes.fromhex(checkpoint["signature"]), as_bytes(body)
        )
        if body["format"] != FORMAT or body["heads_hash"] != hash_of(as_bytes(sorted(ends)), body["algorithm"]):
            said = "Its list of heads is not the one that was signed."
        elif key and signer != key:
            yield Break(name, number, "foreign", f"It was signed with another key: {signer}.")
    except InvalidSignature:
        said = "Its signature does not fit."
    except (KeyError, TypeError, ValueError):
        said = "It is no checkpoint of a ledger."
    if said:
        yield Break(name, number, "forged", said)


def breaks_between(checkpoints: Iterable[Mapping[str, Any]]) -> Iterator[Break]:
    """Neighbours that do not hang on each other; a gap in the numbers is no break."""
    before: Mapping[str, Any] | None = None
    for body in sorted((each["body"] for each in checkpoints), key=lambda body: int(body["number"])):
        follows = before is not None and body["number"] == before["number"] + 1
        if before is not None and follows and body["previous"] != body_hash(before):
            yield Break("checkpoint", body["number"], "detached", f"It does not hang on checkpoint {before['number']}.")
        before = body


# --- walking ---------------------------------------------------------------------------------------------------------


class Walk:
    """Follows every chain event by event, in the order of stream and number, and compares its end with its head.

    Finds an edited, deleted, inserted or reordered event and a cut tail; with ``checkpoints`` (whose signatures were
    checked before) also events and heads that were rewritten together.
    """

    def __init__(self, checkpoints: Iterable[Mapping[str, Any]] = ()) -> None:
        self.events = 0
        self.ends: dict[str, End] = {}
        self._sealed: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
        for each in checkpoints:
            for stream, seq, sealed in each["heads"]:
                self._sealed[stream, seq].append((each["body"]["number"], sealed))

    def step(self, event: Mapping[str, Any]) -> Iterator[Break]:
        """The breaks at one event."""
        stream, seq = str(event["stream"]), int(event["seq"])
        before = self.ends.get(stream, End(stream, 0, ""))
        self.events += 1
        self.ends[stream] = End(stream, seq, event["hash"])
        if seq != before.seq + 1:
            yield Break(stream, seq, "missing", f"Event {before.seq} is followed by {seq}.")
        elif event["previous_hash"] != before.hash:
            yield Break(stream, seq, "unlinked", f"Event {seq} does not hang on the hash of event {before.seq}.")
        if _digest_or_none(event) != event["hash"]:
            yield Break(stream, seq, "altered", f"Event {seq} does not have the content its hash was made from.")
        for number, sealed in self._sealed.pop((stream, seq), ()):
            if sealed != event["hash"]:
                yield Break(stream, seq, "rewritten", f"Checkpoint {number} saw another event {seq}.")

    def finish(self, heads: Iterable[End]) -> Iterator[Break]:
        """The breaks at the end of the chains, each against its head and the checkpoints that saw more of it."""
        expected = {head.stream: head for head in heads}
        for stream, end in self.ends.items():
            yield from _breaks_at_end(end, expected.pop(stream, None))
        for stream, head in expected.items():
            if head.seq:
                yield Break(stream, head.seq, "cut", f"The head says {head.seq} events, none is left.")
        for (stream, seq), seals in self._sealed.items():
            for number, _hash in seals:
                yield Break(stream, seq, "cut", f"Checkpoint {number} saw event {seq}, which is not there.")


def _digest_or_none(event: Mapping[str, Any]) -> str | None:
    try:
        return digest(event)
    except (KeyError, TypeError, ValueError):
        return None


def _breaks_at_end(end: End, head: End | None) -> Iterator[Break]:
    stream, seq, last = end
    if head is None:
        yield Break(stream, seq, "headless", "The stream has events but no head.")
    elif head.seq > seq:
        yield Break(stream, head.seq, "cut", f"The head says {head.seq} events, the chain ends at {seq}.")
    elif head.seq < seq:
        yield Break(stream, seq, "surplus", f"The head says {head.seq} events, the chain goes on to {seq}.")
    elif head.hash != last:
        yield Break(stream, seq, "altered", f"The head names another hash for event {seq}.")


# --- alone -----------------------------------------------------------------------------------------------------------


def breaks_of_export(lines: Iterable[str], checkpoints: Sequence[Mapping[str, Any]] = ()) -> tuple[Walk, list[Break]]:
    """Walk an export. A line that is neither event nor head is a break as well: nothing is passed over in silence."""
    walk, heads = Walk(checkpoints), list[End]()
    breaks: list[Break] = []
    for number, line in enumerate(lines, start=1):
        try:
            told = json.loads(line)
            if "head" in told:
                heads.append(End(*told["head"]))
            else:
                breaks += walk.step(told["event"])
        except (KeyError, TypeError, ValueError):
            breaks.append(Break("export", number, "altered", f"Line {number} is neither an event nor a head."))
    return walk, breaks + list(walk.finish(heads))


def read_checkpoints(files: Iterable[Path], *, key: str = "") -> tuple[list[Mapping[str, Any]], list[Break]]:
    """The checkpoints that hold, and everything that is wrong with the others and between them."""
    sound: list[Mapping[str, Any]] = []
    breaks: list[Break] = []
    for file in files:
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
        except ValueError:
            document = {}
        wrong = list(breaks_of_checkpoint(document, key=key))
        breaks += wrong
        sound += [] if wrong else [document]
    return sound, breaks + list(breaks_between(sound))


def main() -> int:
    parser = argparse.ArgumentParser(description="Verify an exported ledger of Taizhang.")
    parser.add_argument("export", type=Path, help="what manage.py export_ledger wrote (.jsonl or .jsonl.gz)")
    parser.add_argument(
        "--checkpoint", type=Path, action="append", default=[], help="a checkpoint that was kept elsewhere"
    )
    parser.add_argument("--key", default="", help="the public key you were told, 64 hexadecimal digits")
    asked = parser.parse_args()
    checkpoints, breaks = read_checkpoints(asked.checkpoint, key=asked.key.lower())
    with (
        gzip.open(asked.export, "rt", encoding="utf-8")
        if asked.export.suffix == ".gz"
        else asked.export.open(encoding="utf-8") as lines
    ):
        walk, found = breaks_of_export(lines, checkpoints)
    say = sys.stdout.write
    say(f"{walk.events} events in {len(walk.ends)} streams read, {len(checkpoints)} checkpoints compared.\n")
    for each in checkpoints:
        say(f"Checkpoint {each['body']['number']} of {each['body']['at']} was signed with the key {each['key']}.\n")
    for broken in breaks + found:
        say(f"{broken.stream} #{broken.seq}: {broken.problem}. {broken.explanation}\n")
    if not (breaks or found):
        say("Every chain holds.\n")
    return 1 if breaks or found else 0


if __name__ == "__main__":
    sys.exit(main())
