"""One log file, read from where it was left: found again by its beginning, counted with the places from which to go on."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from evaluations.usage.errors import LogRefused
from evaluations.usage.models import LogPlace
from evaluations.usage.rules.json_lines import Fields
from evaluations.usage.rules.visits import LogCounter
from evaluations.usage.services.access_logs import combined

HEAD = 4096
_PIECE = 1 << 18  # its lines stay near the processor: a megabyte at a time takes a twentieth longer
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class LogFile:
    """A file as it is now. ``head``: its first bytes, unpacked; ``begins_at``: how many unpacked bytes were settled before."""

    path: Path
    head: bytes
    inode: int
    size: int
    packed: bool
    begins_at: int = 0

    @property
    def head_sha256(self) -> str:
        return hashlib.sha256(self.head).hexdigest()


@dataclass(slots=True)
class Counted:
    """What was counted in one file. ``marks``: (unpacked bytes, last second counted before them), where reading may begin again."""

    file: LogFile
    counter: LogCounter
    marks: list[tuple[int, int]] = field(default_factory=list)


def files_of(paths: Sequence[Path], places: Sequence[LogPlace]) -> tuple[list[LogFile], list[str]]:
    """The files with where to begin, and the names of those that are another's copy: packed while it lies there too.

    A renamed, copied or packed log is known by its beginning; one that was emptied and written anew is another log.
    """
    found: dict[bytes, LogFile] = {}
    doubled: list[str] = []
    for path in sorted(paths):
        head, packed = _head(path)
        if not head:
            continue
        about = path.stat()
        known = max((each for each in places if begins(head, each)), key=lambda each: each.head_bytes, default=None)
        one = LogFile(path, head, about.st_ino, about.st_size, packed, known.offset if known else 0)
        other = found.get(head)
        if other is None or (other.packed and not packed):
            found[head] = one
        if other is not None:
            doubled.append((other if found[head] is one else one).path.name)
    return sorted(found.values(), key=lambda each: each.path.name), doubled


def begins(head: bytes, place: LogPlace) -> bool:
    same = len(head) >= place.head_bytes
    return same and hashlib.sha256(head[: place.head_bytes]).hexdigest() == place.head_sha256


def _head(path: Path) -> tuple[bytes, bool]:
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        try:
            return (gzip.GzipFile(fileobj=raw).read(HEAD) if packed else raw.read(HEAD)), packed
        except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
            raise _damaged(path) from problem


def counted(
    file: LogFile, counter: LogCounter, *, fields: Fields, progress: Callable[[int], None] = lambda done: None
) -> Counted:
    """Count a file from where it begins. A last line that has no end yet is left for the next time.

    Raises:
        LogRefused: it cannot be unpacked to its end.
    """
    done = Counted(file, counter)
    number = 1
    for at, lines in _blocks(file):
        done.marks.append((at, counter.last))
        counter.count(combined(lines, fields), name=file.path.name, number=number)
        number += len(lines)
        progress(at)
    return done


def _blocks(file: LogFile) -> Iterator[tuple[int, list[bytes]]]:
    """``(unpacked bytes before them, whole lines)`` some at a time."""
    with file.path.open("rb") as raw:
        source: BinaryIO = gzip.GzipFile(fileobj=raw) if file.packed else raw  # type: ignore[assignment]
        try:
            source.seek(file.begins_at)
            at, rest = file.begins_at, b""
            while piece := source.read(_PIECE):
                ends = at + len(rest) + len(piece)
                lines = (rest + piece).split(b"\n")
                rest = lines.pop()
                if lines:
                    yield at, lines
                    at = ends - len(rest)
        except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
            raise _damaged(file.path) from problem


def _damaged(path: Path) -> LogRefused:
    message = _("%(file)s is cut off or damaged and cannot be unpacked to its end. Copy it again.")
    return LogRefused.because("damaged-archive", message % {"file": path.name})
