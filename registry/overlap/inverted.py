"""The index a process keeps in memory: for every feature the systems that have it, as plain arrays.

A base that never changes, and a tail of the systems written since, which are compared one by one. :meth:`Index.extended` makes
a new index that shares the base, so a search never sees half a change and needs no lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from registry.overlap.rules.features import WEIGHT_BITS, WEIGHT_UNIT, Features, buckets_of, weights_of

TOO_COMMON = 0.25
"""Features in more than this share of the register are left out of the search: they cost most and tell least."""
SMALL = 400
"""Below so many systems nothing is too common."""
SUPPOSED = 50
"""Systems of other purposes supposed to be there: in a register of three, what all of them have still tells something."""
_BLOCK = 1 << 20
_Floats = NDArray[np.float64]
_Ids = NDArray[np.int64]


class Found(NamedTuple):
    """A system's id, how alike it is as a whole (cosine, 0–1), and the share of the draft's features it has (0–1)."""

    system_id: int
    similarity: float
    coverage: float


@dataclass(frozen=True, slots=True)
class _Postings:
    """``docs`` and ``weights`` in the order of their buckets; bucket ``vocabulary[i]`` has ``starts[i]:starts[i + 1]``."""

    vocabulary: NDArray[np.uint32]
    starts: _Ids
    docs: NDArray[np.uint32]
    weights: NDArray[np.uint8]

    def places(self, buckets: _Ids) -> tuple[_Ids, NDArray[np.bool_]]:
        """Where each bucket is in the vocabulary, and whether it is there at all."""
        if not len(self.vocabulary):
            return np.zeros(len(buckets), dtype=np.int64), np.zeros(len(buckets), dtype=np.bool_)
        places = np.searchsorted(self.vocabulary, buckets).clip(max=len(self.vocabulary) - 1)
        return places, self.vocabulary[places] == buckets


@dataclass(frozen=True, slots=True)
class _Query:
    """A draft's buckets in order, what each counts, the length of the vector and the sum."""

    buckets: _Ids
    asked: NDArray[np.float32]
    length: float
    whole: float


class Index:
    """Similarity of a draft to every system. ``ids`` of the base; row numbers are places in it."""

    def __init__(self, ids: Sequence[int], features: NDArray[np.uint32], lengths: Sequence[int]) -> None:
        """From the features of all systems in one array, ``lengths[i]`` of them for ``ids[i]``; at most 2²⁴ systems."""
        self._ids = np.asarray(ids, dtype=np.int64)
        self._base = _postings(features, lengths)
        count = len(ids)
        having = np.diff(self._base.starts)
        self._rarity = np.log((count + SUPPOSED) / (having + 0.5)).astype(np.float32)
        self._rarest = float(np.log((count + SUPPOSED) / 0.5))
        self._norms = _norms(self._base, self._rarity, count)
        self._there = np.ones(count, dtype=np.bool_)
        self._tail: dict[int, Features] = {}

    def __len__(self) -> int:
        return int(self._there.sum()) + len(self._tail)

    @property
    def tail(self) -> int:
        """How many systems are compared one by one."""
        return len(self._tail)

    def extended(self, rows: Sequence[tuple[int, Features]]) -> "Index":
        """The same with some systems new or anew."""
        new = object.__new__(Index)
        vars(new).update(vars(self))
        new._there = self._there & ~np.isin(self._ids, [system_id for system_id, _features in rows])
        new._tail = self._tail | dict(rows)
        return new

    def rarity_of(self, buckets: Sequence[int] | _Ids) -> NDArray[np.float32]:
        """How much each bucket tells; what nobody has tells most."""
        if not len(self._rarity):
            return np.full(len(buckets), self._rarest, dtype=np.float32)
        places, known = self._base.places(np.asarray(buckets, dtype=np.int64))
        return np.where(known, self._rarity[places], np.float32(self._rarest))

    def search(
        self, draft: Features, *, limit: int, among: _Ids | None = None, without: Sequence[int] = ()
    ) -> list[Found]:
        """The ``limit`` best, best first, by similarity and coverage together. ``among``: of these ids only."""
        buckets = buckets_of(draft)
        asked = weights_of(draft) * self.rarity_of(buckets)
        query = _Query(buckets, asked, float(np.linalg.norm(asked)) or 1.0, float(asked.sum()) or 1.0)
        ids, usable = self._ids, self._there
        similarity, coverage = self._in_base(query)
        if self._tail:
            more = [self._alone(query, features) for features in self._tail.values()]
            ids = np.append(ids, list(self._tail))
            usable = np.append(usable, np.ones(len(more), dtype=np.bool_))
            similarity = np.append(similarity, [alike for alike, _covered in more])
            coverage = np.append(coverage, [covered for _alike, covered in more])
        if among is not None:
            usable = usable & np.isin(ids, among)
        if without:
            usable = usable & ~np.isin(ids, without)
        rank = np.where(usable, similarity + coverage, 0.0)
        some = min(limit, len(rank))
        best = np.argpartition(-rank, some - 1)[:some] if some else np.empty(0, dtype=np.int64)
        best = best[np.lexsort((ids[best], -rank[best]))]
        return [
            Found(int(ids[row]), min(float(similarity[row]), 1.0), min(float(coverage[row]), 1.0))
            for row in best
            if rank[row] > 0
        ]

    def _in_base(self, query: _Query) -> tuple[_Floats, _Floats]:
        base, count = self._base, len(self._ids)
        places, known = base.places(query.buckets)
        if not known.any():
            return np.zeros(count), np.zeros(count)
        sizes = base.starts[places + 1] - base.starts[places]
        use = known & ((sizes <= TOO_COMMON * count) | (count < SMALL))
        if not use.any():
            return np.zeros(count), np.zeros(count)
        places, sizes, asked = places[use], sizes[use], query.asked[use]
        slices = [slice(base.starts[place], base.starts[place + 1]) for place in places]
        docs = np.concatenate([base.docs[each] for each in slices])
        weights = np.concatenate([base.weights[each] for each in slices])
        products = np.bincount(
            docs, weights=weights * np.repeat(asked * self._rarity[places] / WEIGHT_UNIT, sizes), minlength=count
        )
        covered = np.bincount(docs, weights=np.repeat(asked, sizes), minlength=count)
        return products / (np.maximum(self._norms, 1e-6) * query.length), covered / query.whole

    def _alone(self, query: _Query, features: Features) -> tuple[float, float]:
        theirs = buckets_of(features)
        weights = weights_of(features) * self.rarity_of(theirs)
        _both, mine, other = np.intersect1d(query.buckets, theirs, assume_unique=True, return_indices=True)
        length = float(np.linalg.norm(weights)) or 1.0
        products = float((query.asked[mine] * weights[other]).sum())
        return products / (length * query.length), float(query.asked[mine].sum()) / query.whole


def _postings(features: NDArray[np.uint32], lengths: Sequence[int]) -> _Postings:
    """Turn rows of features round: one sort of a number made of bucket (from bit 32), row (24 bits) and weight (8)."""
    low = np.uint32((1 << WEIGHT_BITS) - 1)
    keys = (features & ~low).astype(np.uint64) << np.uint64(32 - WEIGHT_BITS)
    keys |= np.repeat(np.arange(len(lengths), dtype=np.uint64) << np.uint64(WEIGHT_BITS), lengths)
    keys |= (features & low).astype(np.uint64)
    keys.sort()
    docs = ((keys & np.uint64(0xFFFFFFFF)) >> np.uint64(WEIGHT_BITS)).astype(np.uint32)
    weights = (keys & np.uint64(low)).astype(np.uint8)
    buckets = (keys >> np.uint64(32)).astype(np.uint32)
    del keys
    first = np.flatnonzero(np.diff(buckets, prepend=np.uint32(0xFFFFFFFF)))
    return _Postings(buckets[first], np.append(first, len(buckets)).astype(np.int64), docs, weights)


def _norms(base: _Postings, rarity: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """The length of each system's vector, a block at a time."""
    squares = np.zeros(count)
    for begin in range(0, len(base.docs), _BLOCK):
        end = min(begin + _BLOCK, len(base.docs))
        places = np.searchsorted(base.starts, np.arange(begin, end), side="right") - 1
        weighted = base.weights[begin:end] / WEIGHT_UNIT * rarity[places]
        squares += np.bincount(base.docs[begin:end], weights=weighted * weighted, minlength=count)
    return np.sqrt(squares).astype(np.float32)
