"""Which function of a draft another system has already, and how much of the draft that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from registry.overlap.rules.features import grams
from registry.overlap.rules.items import Item

ALIKE = 0.2
"""From here on two functions are shown as a pair; below they share a word, no purpose."""
Rarity = Callable[[Sequence[int]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Pair:
    """One function of the draft, the most alike one of the other system, and how alike they are (0–1)."""

    mine: str
    theirs: str
    score: float


class Draft:
    """The functions of a draft, prepared for being compared with many systems. ``rarity`` of buckets: how much each tells."""

    def __init__(self, items: Sequence[Item], rarity: Rarity) -> None:
        self._items = items
        self._rarity = rarity
        self._known: dict[int, float] = {}
        self._having: dict[int, list[int]] = {}
        self._lengths: list[float] = []
        for place, item in enumerate(items):
            mine = grams(item.wording)
            self._lengths.append(self._length(mine))
            for gram in mine:
                self._having.setdefault(gram, []).append(place)

    def pairs_with(self, theirs: Sequence[Item]) -> tuple[list[Pair], float]:
        """The best pair of each function that has one, best first, and the share of the draft that is there already (0–1).

        A function counts by how much it tells: one everybody has weighs little.
        """
        best: dict[int, tuple[float, str]] = {}
        for item in theirs:
            shared: dict[int, float] = {}
            other = grams(item.wording)
            for gram in other:
                for place in self._having.get(gram, ()):
                    shared[place] = shared.get(place, 0.0) + self._known[gram]
            length = self._length(other)
            for place, both in shared.items():
                score = both / (self._lengths[place] * length)
                if score > best.get(place, (0.0, ""))[0]:
                    best[place] = score, item.written
        whole = sum(length * length for length in self._lengths)
        there = sum(self._lengths[place] ** 2 * score for place, (score, _written) in best.items() if score >= ALIKE)
        found = [
            Pair(self._items[place].written, written, min(score, 1.0))
            for place, (score, written) in best.items()
            if score >= ALIKE
        ]
        return sorted(found, key=lambda pair: -pair.score), min(there / whole, 1.0) if whole else 0.0

    def _length(self, buckets: set[int]) -> float:
        new = [bucket for bucket in buckets if bucket not in self._known]
        for bucket, rare in zip(new, self._rarity(new), strict=True):
            self._known[bucket] = rare * rare
        return max(sqrt(sum(self._known[bucket] for bucket in buckets)), 1e-6)
