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
_Floats32 = NDArray[np.float32]
_Ids = NDArray[np.int64]


class Found(NamedTuple):
    """A system's id, how alike it is as a whole (cosine, 0–1), and the share of the draft's features it has (0–1)."""

    system_id: int
    similarity: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Base:
    """What never changes: plain arrays, so that they can be kept in files (``kept.py``).

    ``docs`` and ``weights`` in the order of their buckets; bucket ``vocabulary[i]`` has ``starts[i]:starts[i + 1]`` and is
    worth ``rarity[i]``. A doc is a place in ``ids`` and in ``norms``, the lengths of the systems' vectors.
    """

    ids: _Ids
    norms: _Floats32
    vocabulary: NDArray[np.uint32]
    starts: _Ids
    rarity: _Floats32
    docs: NDArray[np.uint32]
    weights: NDArray[np.uint8]

    @classmethod
    def of(cls, ids: Sequence[int], features: NDArray[np.uint32], lengths: Sequence[int]) -> "Base":
        """From the features of all systems in one array, ``lengths[i]`` of them for ``ids[i]``; at most 2²⁴ systems."""
        vocabulary, starts, docs, weights = _turned_round(features, lengths)
        rarity = np.log((len(ids) + SUPPOSED) / (np.diff(starts) + 0.5)).astype(np.float32)
        norms = _norms(starts, docs, weights, rarity, len(ids))
        return cls(np.asarray(ids, dtype=np.int64), norms, vocabulary, starts, rarity, docs, weights)

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
    """Similarity of a draft to every system."""

    def __init__(self, base: Base) -> None:
        self._base = base
        self._rarest = float(np.log((len(base.ids) + SUPPOSED) / 0.5))
        self._there = np.ones(len(base.ids), dtype=np.bool_)
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
        new._there = self._there & ~np.isin(self._base.ids, [system_id for system_id, _features in rows])
        new._tail = self._tail | dict(rows)
        return new

    def rarity_of(self, buckets: Sequence[int] | _Ids) -> NDArray[np.float32]:
        """How much each bucket tells; what nobody has tells most."""
        if not len(self._base.rarity):
            return np.full(len(buckets), self._rarest, dtype=np.float32)
        places, known = self._base.places(np.asarray(buckets, dtype=np.int64))
        return np.where(known, self._base.rarity[places], np.float32(self._rarest))

    def search(
        self, draft: Features, *, limit: int, among: _Ids | None = None, without: Sequence[int] = ()
    ) -> list[Found]:
        """The ``limit`` best, best first, by similarity and coverage together. ``among``: of these ids only."""
        buckets = buckets_of(draft)
        asked = weights_of(draft) * self.rarity_of(buckets)
        query = _Query(buckets, asked, float(np.linalg.norm(asked)) or 1.0, float(asked.sum()) or 1.0)
        ids, usable = self._base.ids, self._there
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
        base, count = self._base, len(self._base.ids)
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
            docs, weights=weights * np.repeat(asked * base.rarity[places] / WEIGHT_UNIT, sizes), minlength=count
        )
        covered = np.bincount(docs, weights=np.repeat(asked, sizes), minlength=count)
        return products / (np.maximum(base.norms, 1e-6) * query.length), covered / query.whole

    def _alone(self, query: _Query, features: Features) -> tuple[float, float]:
        theirs = buckets_of(features)
        weights = weights_of(features) * self.rarity_of(theirs)
        _both, mine, other = np.intersect1d(query.buckets, theirs, assume_unique=True, return_indices=True)
        length = float(np.linalg.norm(weights)) or 1.0
        products = float((query.asked[mine] * weights[other]).sum())
        return products / (length * query.length), float(query.asked[mine].sum()) / query.whole


def _turned_round(
    features: NDArray[np.uint32], lengths: Sequence[int]
) -> tuple[NDArray[np.uint32], _Ids, NDArray[np.uint32], NDArray[np.uint8]]:
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
    return buckets[first], np.append(first, len(buckets)).astype(np.int64), docs, weights


def _norms(
    starts: _Ids, docs: NDArray[np.uint32], weights: NDArray[np.uint8], rarity: _Floats32, count: int
) -> _Floats32:
    """The length of each system's vector, a block at a time."""
    squares = np.zeros(count)
    for begin in range(0, len(docs), _BLOCK):
        end = min(begin + _BLOCK, len(docs))
        places = np.searchsorted(starts, np.arange(begin, end), side="right") - 1
        weighted = weights[begin:end] / WEIGHT_UNIT * rarity[places]
        squares += np.bincount(docs[begin:end], weights=weighted * weighted, minlength=count)
    return np.sqrt(squares).astype(np.float32)
