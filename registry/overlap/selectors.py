"""Which systems of the register do what a draft would do."""

from collections.abc import Collection
from dataclasses import dataclass

from registry.systems.models import System


@dataclass(frozen=True, slots=True)
class Pair:
    """One function of the draft, the most alike one of the other system, and how alike they are (0–1)."""

    mine: str
    theirs: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A system that resembles a draft. ``score``: as a whole, 0–1; ``containment``: the share of the draft it does already, 0–1."""

    system: System
    score: float
    containment: float
    pairs: tuple[Pair, ...]


def most_similar(
    *, name: str = "", functions: str = "", kind: str = "", exclude: Collection[str] = (), limit: int = 10
) -> list[Hit]:
    """The systems most like a draft, best first; ``exclude`` holds codes, ``kind`` puts the same kind first among equals."""
    raise NotImplementedError
