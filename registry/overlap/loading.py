"""The index of this process, brought up to date before each search: one query when nothing was written.

Every process keeps its own: what was written since it looked last is added. One that has just started begins with the files
``kept.py`` has, which all processes of a machine share (40 MB at 100,000 systems of eight functions each). Only a removal, a
restored backup, new synonyms or very many writes make one of them make everything anew, and keep it for the others.
"""

from dataclasses import dataclass
from threading import Lock

import numpy as np

from registry.overlap.inverted import Base, Index
from registry.overlap.kept import Kept, keep, newest_kept
from registry.overlap.models import Indexed, IndexWrite
from registry.overlap.rules.features import Features
from registry.overlap.rules.wording import recipe

MOST_TAIL = 500
"""More than so many systems beside the base are not compared one by one any longer: the base is made anew."""
WORTH_KEEPING = 1000
"""Systems; with fewer everything is made anew within a tenth of a second."""
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
    newest = _newest_write()
    held = _held
    if held and (held.version, held.stamp) == (newest.version, newest.stamp):
        return held.index
    with _lock:
        index = _caught_up(_held, newest) or _caught_up(_from_files(), newest) or Index(_made_anew(newest).base)
        _held = _Held(newest.version, newest.stamp, index)
        return index


def renew_files() -> bool:
    """Make the files anew where writes came after them; whether they were made. For the worker: it takes seconds."""
    newest, kept = _newest_write(), newest_kept()
    if kept and (kept.version, kept.stamp) == (newest.version, newest.stamp):
        return False
    _made_anew(newest)
    return True


def _newest_write() -> IndexWrite:
    return IndexWrite.objects.order_by("-version").first() or IndexWrite(version=0, stamp="")


def _from_files() -> _Held | None:
    kept = newest_kept()
    return _Held(kept.version, kept.stamp, Index(kept.base)) if kept else None


def _made_anew(newest: IndexWrite) -> Kept:
    kept = Kept(newest.version, newest.stamp, _whole(newest))
    if len(kept.base.ids) >= WORTH_KEEPING:
        keep(kept)
    return kept


def _caught_up(held: _Held | None, newest: IndexWrite) -> Index | None:
    """What is held with the rows written since; None where that cannot be known or is not worth it. Two queries."""
    if held is None:
        return None
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


def _whole(newest: IndexWrite) -> Base:
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
    return Base.of(ids, features, lengths)


def _features(packed: bytes | memoryview) -> Features:
    return np.frombuffer(bytes(packed), dtype=np.uint32)
