"""A description as numbers: which single characters and pairs of characters its canonical wording has, and how much each counts.

A feature is an unsigned 32-bit number: the bucket of the character (pair) in its upper :data:`BUCKET_BITS` bits, its weight in
sixteenths in the lower 8. Buckets are a hash, so no vocabulary has to be kept; at 2²² of them two pairs rarely share one.
"""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from registry.overlap.rules.items import items_of
from registry.overlap.rules.wording import canonical, folded, without_filler, without_place

BUCKET_BITS = 22
BUCKETS = 1 << BUCKET_BITS
WEIGHT_BITS = 8
WEIGHT_UNIT = 16
NAME_WEIGHT = 1.5
"""The name says more than any one function; functions say what is really done."""
_SINGLE_WEIGHT = 0.8
"""Of a single character against a pair: single ones carry paraphrases, which keep characters and change words."""
_MIX = 2654435761  # Knuth's multiplier: spreads neighbouring code points over the buckets

Features = NDArray[np.uint32]


def features_of(name: str, functions: str) -> Features:
    """The features of a system or a draft, by bucket. A pair never reaches over the end of an item."""
    weights: dict[int, float] = {}
    _add(weights, [without_filler(canonical(without_place(folded(name))))], NAME_WEIGHT)
    _add(weights, (item.wording for item in items_of(functions)), 1.0)
    packed = [
        (bucket << WEIGHT_BITS) | min(round(weight * WEIGHT_UNIT), (1 << WEIGHT_BITS) - 1)
        for bucket, weight in sorted(weights.items())
    ]
    return np.array(packed, dtype=np.uint32)


def buckets_of(features: Features) -> NDArray[np.int64]:
    """Which buckets."""
    return (features >> WEIGHT_BITS).astype(np.int64)


def weights_of(features: Features) -> NDArray[np.float32]:
    """How much each counts, before it is known how rare it is."""
    return (features & ((1 << WEIGHT_BITS) - 1)).astype(np.float32) / np.float32(WEIGHT_UNIT)


def grams(wording: str) -> set[int]:
    """The buckets of a wording's characters and pairs."""
    codes = [ord(character) for character in wording]
    pairs = pairwise(codes)
    return {_bucket(code) for code in codes} | {_bucket(one * 65_599 + other) for one, other in pairs}


def _add(weights: dict[int, float], wordings: Iterable[str], weight: float) -> None:
    for wording in wordings:
        codes = [ord(character) for character in wording]
        for code in set(codes):
            bucket = _bucket(code)
            weights[bucket] = max(weights.get(bucket, 0.0), weight * _SINGLE_WEIGHT)
        for one, other in pairwise(codes):
            bucket = _bucket(one * 65_599 + other)
            weights[bucket] = max(weights.get(bucket, 0.0), weight)


def _bucket(code: int) -> int:
    return (code * _MIX & 0xFFFFFFFF) >> (32 - BUCKET_BITS)
