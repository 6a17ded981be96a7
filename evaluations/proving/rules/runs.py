"""One run: some seeds made up, judged, and scored; as they are and under each variant."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evaluations.findings.policy import Parameters
from evaluations.proving.enums import Generator
from evaluations.proving.generator import fleets as first
from evaluations.proving.generator.fleets import Fleet
from evaluations.proving.rules.grounds import County
from evaluations.proving.rules.judging import judged
from evaluations.proving.rules.scoring import Tally, scored
from evaluations.proving.rules.variants import Variant
from evaluations.proving.rules.weeks import Records
from evaluations.proving.second import fleets as second

TOGETHER = 12
"""Fleets judged as one county: steps cost the same for all of them; about 2.5 GB with 600 systems each."""

GENERATORS: Final[Mapping[Generator, Callable[[int, int], Fleet]]] = {
    Generator.FIRST: first.generate,
    Generator.SECOND: second.generate,
}
"""From a seed and a number of systems to a fleet."""


@dataclass(frozen=True)
class Piece:
    """What one worker does at a time."""

    seeds: tuple[int, ...]
    systems: int
    numbers: Parameters
    generator: Generator
    variants: tuple[Variant, ...] = (Variant("", "base"),)


def done(piece: Piece) -> dict[str, Tally]:
    """A tally per variant; ``""`` is the detector as it is."""
    county = County([GENERATORS[piece.generator](seed, piece.systems) for seed in piece.seeds])
    records = Records(county, county.ground(piece.numbers))
    return {
        variant.name: scored(
            county,
            judged(records, county.ground(variant.numbers(piece.numbers), without_cadence=variant.without_cadence)),
        )
        for variant in piece.variants
    }


def added(parts: Sequence[dict[str, Tally]]) -> dict[str, Tally]:
    total: dict[str, Tally] = {}
    for part in parts:
        for name, tally in part.items():
            total[name] = total.get(name, Counter()) + tally
    return total


def pieces(
    seeds: Sequence[int],
    systems: int,
    numbers: Parameters,
    *,
    generator: Generator,
    variants: Sequence[Variant] = (Variant("", "base"),),
) -> list[Piece]:
    """Seeds by the handful; many variants of few seeds are dealt out too, so that no worker waits."""
    handful = max(1, TOGETHER * 600 // max(systems, 600))
    dealt = [tuple(seeds[start : start + handful]) for start in range(0, len(seeds), handful)]
    return [
        Piece(some, systems, numbers, generator, tuple(variants[start : start + 8]))
        for some in dealt
        for start in range(0, len(variants), 8)
    ]
