"""Lines that were read, put together per system and week: nothing is counted twice, whoever told it and over whichever period."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from evaluations.findings.rules.detector import Reals, Whole
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.counting import ranges
from evaluations.findings.rules.detector.quantities import COLUMNS, OF_RATIOS, PEOPLE, RATIOS, SUMS, TOLD, VOLUMES

ABOUT: Final = 4
LINE: Final = ABOUT + OF_RATIOS + 2 * len(VOLUMES) + COLUMNS - SUMS
"""Columns of a line: ``system, collector, week, period``, then parts, wholes, volumes with their days, and what is only told."""
_WEEKS = 1 << 16
_VOLUMES = 2 * len(VOLUMES)
_TOLD = LINE - len(TOLD)
_SIDES = [*(ratio.part for ratio in RATIOS), *(ratio.whole for ratio in RATIOS)]
_ADDED = [
    *(place for place, names in enumerate(_SIDES, ABOUT) if names != (PEOPLE,)),
    *range(ABOUT + OF_RATIOS, _TOLD),
    *(_TOLD + TOLD.index(name) for name in ("using_organisations", "complaints")),
]
"""Columns of a line that are added up; of the others the largest counts."""
_USING, _MEANT = (_TOLD + TOLD.index(name) for name in ("using_organisations", "eligible_organisations"))


@dataclass(frozen=True, slots=True)
class Sums:
    """The columns of ``quantities`` per system (a row of the roster) and week from the epoch."""

    system: Whole
    week: Whole
    values: Reals

    @classmethod
    def none(cls) -> "Sums":
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, COLUMNS)))

    @classmethod
    def merged(cls, lines: Reals, system: Whole, *, reporting: Collection[int] = ()) -> "Sums":
        """``system`` says which row of the roster each line is about; ``reporting``: the collectors that pass on what people say.

        Of a collector's rows that end in the same week the shortest speak, so that days and months are not counted twice; of several
        collectors the one that counted most.
        """
        order = np.lexsort((lines[:, 3], lines[:, 1], lines[:, 2], system))
        lines, system = lines[order], system[order]
        key = system * _WEEKS + lines[:, 2].astype(np.int64)
        series = np.r_[True, (np.diff(key) != 0) | (np.diff(lines[:, 1]) != 0)][: len(lines)]
        shortest = lines[series, 3][np.cumsum(series) - 1]
        lines, key = lines[lines[:, 3] == shortest], key[lines[:, 3] == shortest]
        begins = np.flatnonzero(np.diff(key, prepend=-1))
        wide = _by_who_says_it(lines, np.isin(lines[:, 1], list(reporting)))
        values = wide if len(begins) == len(wide) else np.maximum.reduceat(wide, begins, axis=0)
        return cls(key[begins] // _WEEKS, key[begins] % _WEEKS, values)

    def of(self, systems: Whole, axis: Axis) -> Reals:
        """``systems × weeks of the axis × columns``, 0 where nothing was told."""
        found = np.zeros((len(systems), axis.weeks, COLUMNS))
        low, high = np.searchsorted(self.system, systems), np.searchsorted(self.system, systems, side="right")
        read = ranges(low, high)
        row, week = np.repeat(np.arange(len(systems)), high - low), self.week[read] - axis.first_week
        on = (week >= 0) & (week < axis.weeks)
        found[row[on], week[on]] = self.values[read][on]
        return found


def put_together(lines: Reals) -> Reals:
    """Lines of one collector that end in the same week and are of the same length, as one."""
    order = np.lexsort(lines[:, ABOUT - 1 :: -1].T)
    begins = np.flatnonzero(np.r_[True, (np.diff(lines[order, :ABOUT], axis=0) != 0).any(axis=1)][: len(lines)])
    if len(begins) == len(lines):
        return capped(lines)
    lines = lines[order]
    whole = np.maximum.reduceat(lines, begins, axis=0)
    whole[:, _ADDED] = np.add.reduceat(lines[:, _ADDED], begins, axis=0)
    return capped(whole)


def capped(lines: Reals) -> Reals:
    """The lines, in place, with no more organisations using a system than it is meant for."""
    lines[:, _USING] = np.minimum(lines[:, _USING], lines[:, _MEANT])
    return lines


def _by_who_says_it(lines: Reals, reported: np.ndarray) -> Reals:
    """The columns without system, collector, week and period; volumes go where counted or where reported ones stand."""
    wide = np.zeros((len(lines), COLUMNS))
    wide[:, :OF_RATIOS] = lines[:, 4 : 4 + OF_RATIOS]
    volumes = lines[:, 4 + OF_RATIOS : 4 + OF_RATIOS + _VOLUMES]
    wide[~reported, OF_RATIOS : OF_RATIOS + _VOLUMES] = volumes[~reported]
    wide[reported, OF_RATIOS + _VOLUMES : SUMS] = volumes[reported]
    wide[:, SUMS:] = lines[:, 4 + OF_RATIOS + _VOLUMES :]
    return wide
