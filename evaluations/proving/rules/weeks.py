"""What was known when: a night's sweep sees the rows that have arrived, and judges the last week again with those that come later."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from evaluations.findings.rules.detector import Flags, Reals, Whole
from evaluations.findings.rules.detector.fleet import Fleet
from evaluations.findings.rules.detector.sums import LINE, Sums
from evaluations.findings.services.ground import Ground
from evaluations.findings.services.judging import laid
from evaluations.proving.generator.rows import Block
from evaluations.proving.rules.entering import Numbering, sum_lines, usage_lines
from evaluations.proving.rules.grounds import County


class _Part:
    """Some rows of one collector of one fleet. ``reaching``: those that reach over a week's border; ``sweep``: the morning after the
    week in which each row's period ended; ``began``: the first day it stands for."""

    def __init__(self, block: Block, ids: Numbering) -> None:
        self.block, self.ids = block, ids
        self.began = block.day - block.period + 1
        self.reaching = straddling(block)
        self.sweep = block.day // 7 * 7 + 7


class Records:
    """All that is told of a county, laid out as it was known: in the end (``full``), and each week at its first sweep (``prompt``).

    Systems told of by the month (``slow``, rows of the roster) are laid out again whenever some month has arrived.
    """

    def __init__(self, county: County, ground: Ground) -> None:
        self.county, self.ground = county, ground
        self._quick: list[_Part] = []
        self._slow: list[_Part] = []
        for place, fleet in enumerate(county.fleets):
            slow = np.zeros(len(fleet.register), np.bool_)
            for block in fleet.blocks:
                slow[block.system[straddling(block)]] = True
            for block in fleet.blocks:
                ids = county.numbering(place, block.collector)
                for parts, rows in ((self._quick, ~slow[block.system]), (self._slow, slow[block.system])):
                    if rows.any():
                        parts.append(_Part(block.of(rows), ids))

    @cached_property
    def slow(self) -> Whole:
        return np.unique(np.concatenate([_NONE, *(part.ids.systems[part.block.system] for part in self._slow)])) - 1

    @cached_property
    def full(self) -> Fleet:
        return self._laid([(part, None) for part in (*self._quick, *self._slow)])

    @cached_property
    def prompt(self) -> Fleet:
        return self._laid([(part, part.block.arrives <= part.sweep) for part in self._quick])

    @cached_property
    def arrivals(self) -> Whole:
        """Days on which something of a longer period arrived."""
        return np.unique(np.concatenate([_NONE, *(part.block.arrives[part.reaching] for part in self._slow)]))

    def slow_known(self, day: int, *, prompt: bool) -> Fleet:
        """What was known of the slow systems on a day; ``prompt``: of weeks only what had arrived by their own sweep."""
        wanted: list[tuple[_Part, Flags | None]] = []
        for part in self._slow:
            in_time = part.block.arrives <= part.sweep if prompt else np.ones(len(part.block), np.bool_)
            wanted.append((part, np.where(part.reaching, part.block.arrives <= day, in_time)))
        return self._laid(wanted)

    def settled_week(self, day: int) -> int:
        """The last week of which nothing of a longer period is still to come."""
        waiting = [part.began[part.reaching & (part.block.arrives > day)] for part in self._slow]
        first = np.concatenate([_NONE, *waiting])
        return int(first.min()) // 7 - 1 if len(first) else self.ground.axis.weeks

    def _laid(self, wanted: list[tuple[_Part, Flags | None]]) -> Fleet:
        lines: list[Reals] = [np.zeros((0, 9))]
        sums: list[Reals] = [np.zeros((0, LINE))]
        for part, rows in wanted:
            block = part.block if rows is None else part.block.of(rows)
            lines.append(usage_lines(block, part.ids))
            sums.append(sum_lines(block, part.ids, self.ground.numbers))
        told = np.concatenate(lines)
        told = told[np.lexsort((told[:, 1], told[:, 0]))]
        up: Mapping[int, Flags] = self.county.up()
        fleet = laid(told, self.ground, self.ground.axis, up)
        known = np.concatenate(sums)
        return fleet.summed(
            Sums.merged(known, np.searchsorted(self.ground.ids, known[:, 0]), reporting=self.ground.reporting)
        )


def straddling(block: Block) -> Flags:
    """Rows that reach over a week's border: what they say of a week may come after the week was judged."""
    return np.asarray((block.day - block.period + 1) // 7 != block.day // 7)


_NONE = np.zeros(0, np.int64)
