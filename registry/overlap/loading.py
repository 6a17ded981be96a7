"""The index of this process, brought up to date before each search: one query when nothing was written.

Every process keeps its own (20 MB at 100,000 systems of eight functions each). What was written since it looked last is
added; a removal, a restored backup or a long absence makes it load all anew.
"""

from dataclasses import dataclass
from threading import Lock

import numpy as np

from registry.overlap.inverted import Index
from registry.overlap.models import Indexed, IndexWrite
from registry.overlap.rules.features import Features
from registry.overlap.rules.wording import recipe

MOST_TAIL = 500
"""More than so many systems beside the base are not compared one by one any longer: the base is made anew."""
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class _Held:
    version: int
    stamp: str
    index: Index


_lock = Lock()
_held: _Held | None = None


def current_index() -> Index:
    """The index as the newest write left it."""
    global _held  # noqa: PLW0603 -- one for the process, replaced as a whole
    newest = IndexWrite.objects.order_by("-version").first() or IndexWrite(version=0, stamp="")
    held = _held
    if held and (held.version, held.stamp) == (newest.version, newest.stamp):
        return held.index
    with _lock:
        held = _held
        index = _caught_up(held, newest) if held else None
        _held = _Held(newest.version, newest.stamp, index or _whole(newest))
        return _held.index


def _caught_up(held: _Held, newest: IndexWrite) -> Index | None:
    """What is held with the rows written since; None where that cannot be known or is not worth it. Two queries."""
    since = IndexWrite.objects.filter(version__gte=held.version, version__lte=newest.version).order_by("version")
    writes = list(since)
    if not writes or (writes[0].version, writes[0].stamp) != (held.version, held.stamp):
        return None
    if any(write.whole for write in writes[1:]):
        return None
    rows = Indexed.objects.filter(version__gt=held.version, version__lte=newest.version, recipe=recipe())
    new = list(rows.values_list("system_id", "features")[: MOST_TAIL + 1])
    if held.index.tail + len(new) > MOST_TAIL:
        return None
    return held.index.extended([(key, _features(packed)) for key, packed in new])


def _whole(newest: IndexWrite) -> Index:
    """Everything of this recipe. One query."""
    ids: list[int] = []
    lengths: list[int] = []
    parts: list[bytes] = []
    rows = Indexed.objects.filter(recipe=recipe(), version__lte=newest.version).order_by("system_id")
    for key, packed in rows.values_list("system_id", "features").iterator(chunk_size=_CHUNK):
        ids.append(key)
        lengths.append(len(packed) // 4)
        parts.append(bytes(packed))
    features = np.frombuffer(b"".join(parts), dtype=np.uint32)
    del parts
    return Index(ids, features, lengths)


def _features(packed: bytes | memoryview) -> Features:
    return np.frombuffer(bytes(packed), dtype=np.uint32)
