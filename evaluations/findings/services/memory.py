"""Keeping what a sweep remembers: states by the block of systems, series by the collector."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evaluations.findings.models import Memory, SeriesBlock, StateBlock
from evaluations.findings.rules.detector import Bytes, Flags, Whole
from evaluations.findings.rules.detector.states import States, blank, state_type
from evaluations.findings.services.ground import Ground

BLOCK = 4096
"""Systems in a block of states: about 8 MB, and packed one."""
BLOCKS_AT_ONCE = 64
"""Written by one statement: a quarter of a million systems."""


@dataclass(slots=True)
class Series:
    """What collectors told of systems, ordered by system and collector: ``system`` is a row of the roster, ``used`` a flag per week."""

    system: Whole
    collector: Whole
    used: Flags

    def of(self, chosen: Flags) -> "Series":
        return Series(self.system[chosen], self.collector[chosen], self.used[chosen])

    def extended(self, weeks: int) -> "Series":
        """The same over more weeks, of which nothing is known yet."""
        more = np.zeros((len(self.system), weeks - self.used.shape[1]), np.bool_)
        return Series(self.system, self.collector, np.concatenate([self.used, more], axis=1))

    def shifted(self, by: int) -> "Series":
        """The same of systems that stand further down the roster."""
        return Series(self.system + by, self.collector, self.used)

    @classmethod
    def none(cls, weeks: int) -> "Series":
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, weeks), np.bool_))

    @classmethod
    def merged(cls, *parts: "Series") -> "Series":
        system = np.concatenate([part.system for part in parts])
        collector = np.concatenate([part.collector for part in parts])
        order = np.lexsort((collector, system))
        return cls(system[order], collector[order], np.concatenate([part.used for part in parts])[order])


@dataclass(slots=True)
class Remembered:
    """``weeks`` weeks of the ground's axis: the state of each system of the roster, their series, and how each
    collector stood in each week.

    ``stale`` are the systems (rows of the roster) of which nothing is remembered, or of which the register now says something else.
    """

    weeks: int
    states: States
    series: Series
    standing: dict[int, Bytes]
    stale: Whole


def recall(kept: Memory, ground: Ground) -> Remembered | None:
    """What was remembered, as far as it holds on this ground; ``None`` when everything has to be made anew. Two statements."""
    if kept.weeks >= ground.axis.weeks or kept.ground != seal_of(ground, kept.weeks):
        return None
    states, known = blank(len(ground.roster), ground.numbers), np.zeros(len(ground.roster), np.bool_)
    facts = ground.facts
    for block in StateBlock.objects.order_by("number"):
        ids, was = np.frombuffer(block.systems, "<i8"), np.frombuffer(block.facts, "<u4")
        rows, there = _rows(ids, ground)
        states[rows] = np.frombuffer(block.unpacked, states.dtype)[there]
        known[rows] = was[there] == facts[rows]
    parts, standing = [], {}
    for each in SeriesBlock.objects.all():
        ids = np.frombuffer(each.systems, "<i8")
        rows, there = _rows(ids, ground)
        bits = np.frombuffer(each.used, np.uint8).reshape(len(ids), -1)[there]
        used = np.unpackbits(bits, axis=1, count=kept.weeks).astype(np.bool_)
        parts.append(Series(rows, np.full(len(rows), each.collector_id, np.int64), used))
        standing[each.collector_id] = np.frombuffer(each.standing, np.uint8)
    series = Series.merged(Series.none(kept.weeks), *parts)
    return Remembered(kept.weeks, states, series, standing, np.flatnonzero(~known))


def remember(ground: Ground, told: Remembered, *, changed: Whole | None) -> None:
    """Keep all of it, or only the blocks of the ``changed`` systems (rows of the roster); in the caller's transaction."""
    ids, facts = ground.ids, ground.facts
    numbers = ids // BLOCK
    if changed is None:
        StateBlock.objects.all().delete()
    blocks = []
    for number in np.unique(numbers if changed is None else numbers[changed]).tolist():
        low, high = np.searchsorted(numbers, number), np.searchsorted(numbers, number, side="right")
        blocks.append(
            StateBlock(
                number=number,
                systems=ids[low:high].astype("<i8").tobytes(),
                facts=facts[low:high].astype("<u4").tobytes(),
                states=StateBlock.packed(told.states[low:high].tobytes()),
            )
        )
    StateBlock.objects.bulk_create(
        blocks,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["systems", "facts", "states"],
        batch_size=BLOCKS_AT_ONCE,
    )
    SeriesBlock.objects.all().delete()
    SeriesBlock.objects.bulk_create(_series(ground, told))
    Memory.objects.all().delete()
    Memory.objects.create(first_week=ground.axis.first_week, weeks=told.weeks, ground=seal_of(ground, told.weeks))


def seal_of(ground: Ground, weeks: int) -> str:
    """A hash of everything else that states of so many weeks rest on: the numbers, the working days and those of assessment
    (two weeks ahead), the collectors that pass on reports, and the shape of a state."""
    digest = hashlib.sha256(repr(ground.numbers).encode())
    digest.update(repr(state_type(ground.numbers)).encode())
    digest.update(ground.working[: weeks * 7].tobytes())
    first = ground.axis.first_week
    digest.update(repr(sorted(each for each in ground.assessed if each < first + weeks + 2)).encode())
    digest.update(repr(sorted(ground.reporting)).encode())
    return digest.hexdigest()


def _rows(ids: Whole, ground: Ground) -> tuple[Whole, Flags]:
    """The rows of the roster of those ids that are still on it, and which these are."""
    at = np.minimum(np.searchsorted(ground.ids, ids), max(len(ground.ids) - 1, 0))
    there = ground.ids[at] == ids if len(ground.ids) else np.zeros(len(ids), np.bool_)
    return at[there], there


def _series(ground: Ground, told: Remembered) -> list[SeriesBlock]:
    found = []
    for collector in np.unique(told.series.collector).tolist():
        mine = told.series.of(told.series.collector == collector)
        found.append(
            SeriesBlock(
                collector_id=collector,
                systems=ground.ids[mine.system].astype("<i8").tobytes(),
                used=np.packbits(mine.used[:, : told.weeks], axis=1).tobytes(),
                standing=_weeks(told.standing, collector, told.weeks).tobytes(),
            )
        )
    return found


def _weeks(standing: Mapping[int, Bytes], collector: int, weeks: int) -> Bytes:
    return standing[collector][:weeks] if collector in standing else np.zeros(weeks, np.uint8)
