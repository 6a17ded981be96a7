"""From rows to cells: every period is spread over the days it stands for, and the finer row wins."""

from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from evaluations.findings.rules.detector import Bytes, Flags, Reals, Whole
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.counting import ranges
from evaluations.findings.rules.detector.marks import Mark

WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Entries:
    """What was read: one line per series and week of daily rows, or per row of a longer period.

    A *series* is one system as one collector sees it. ``last`` is the last day that counts (index on the axis, may lie
    beyond it). ``marks`` and ``coverages`` hold seven days each, Monday lowest: 4 bits of :class:`Mark`, 7 bits of
    percent; a longer period says it at the weekday of its last day. ``bound`` is an upper bound of effective users,
    ``inbound`` calls by machines and ``eligible`` users are -1 where no row knew them.
    """

    series: Whole
    period: Whole
    last: Whole
    marks: Whole
    coverages: Whole
    bound: Reals
    inbound: Reals
    eligible: Reals

    def span(self) -> tuple[Whole, Whole]:
        """First and last day of each line; a line of daily rows stands for its whole week."""
        monday = self.last - self.last % 7
        daily = self.period == 1
        return np.where(daily, monday, self.last - self.period + 1), np.where(daily, monday + 6, self.last)

    def where(self, chosen: Flags | Whole) -> "Entries":
        return Entries(*(getattr(self, each.name)[chosen] for each in fields(self)))

    def of(self, series: Whole) -> "Entries":
        """Those of the chosen series, numbered in the order they were chosen in. Lines are sorted by series."""
        low, high = np.searchsorted(self.series, series), np.searchsorted(self.series, series, side="right")
        chosen = self.where(ranges(low, high))
        return replace(chosen, series=np.repeat(np.arange(len(series)), high - low))


@dataclass(frozen=True, slots=True)
class Filled:
    """Cells per series and day. ``told``: some row stands for it; ``soon``: one of a week at most, there when its week is judged.

    A row that reaches back into the week before tells nothing of that one soon, or the next row would hide that a week's is missing.
    ``heard``: the lines of which at least one day counted.
    """

    marks: Bytes
    coverage: Bytes
    told: Flags
    soon: Flags
    heard: Flags


def fill(entries: Entries, *, series: int, axis: Axis) -> Filled:
    """Marks and coverage (percent) per series and day.

    Of rows of different length the shortest that covers a day speaks for it; of rows of the same length the one with the
    better evidence. So the order in which rows arrived does not matter.
    """
    marks = np.zeros((series, axis.days), np.uint8)
    coverage = np.zeros((series, axis.days), np.uint8)
    shape = np.zeros((series, axis.days), np.uint16)
    soon = np.zeros((series, axis.days), np.bool_)
    heard = np.zeros(len(entries.series), np.bool_)
    cells = marks.ravel(), coverage.ravel(), shape.ravel(), soon.ravel()
    for period in np.unique(entries.period):
        chosen = np.flatnonzero(entries.period == period)
        for offset in range(7 if period == 1 else int(period)):
            heard[_spread(entries, chosen, offset, axis, cells)] = True
    marks[marks == Mark.UNSAID] = Mark.MISSING
    coverage[marks == Mark.MISSING] = 0
    return Filled(marks, coverage, shape > 0, soon, heard)


def _spread(
    entries: Entries,
    chosen: Whole,
    offset: int,
    axis: Axis,
    cells: tuple[Bytes, Bytes, npt.NDArray[np.uint16], Flags],
) -> Whole:
    """Write one day of every chosen line: weekday ``offset`` of daily rows, ``offset`` days before the end of longer ones.

    Answers the lines of which that day counted.
    """
    period, last = entries.period[chosen], entries.last[chosen]
    daily = period[0] == 1
    weekday = np.full_like(last, offset) if daily else last % 7
    day = last - last % 7 + offset if daily else last - offset
    mark = (entries.marks[chosen] >> (4 * weekday)) & 15
    on = (mark > 0) & (day >= 0) & (day < axis.days)
    cell = entries.series[chosen][on] * axis.days + day[on]
    marks, coverage, shape, soon = cells
    free = (shape[cell] == 0) | (shape[cell] == period[0])
    cell = cell[free]
    said = mark[on][free].astype(np.uint8)
    seen = ((entries.coverages[chosen] >> (7 * weekday)) & 127)[on][free].astype(np.uint8)
    known = np.where(marks[cell] == Mark.UNSAID, 0, marks[cell])
    marks[cell] = np.where((said == Mark.UNSAID) & (known > 0), known, np.maximum(known, said))
    coverage[cell] = np.maximum(coverage[cell], seen)
    shape[cell] = period[0]
    if period[0] <= WEEK:
        soon[cell] |= daily or (day[on] // WEEK == last[on] // WEEK)[free]
    return np.asarray(chosen[on][free])


def silence(marks: Bytes, coverage: Bytes, told: Flags, *, up: Flags, known: Flags) -> None:
    """Turn silence into zero, in place, where the collector was up (``series × days``), from each series' first row on.

    Before a collector first told of a system nothing says that it watched it; ``known``: it did before the axis begins.
    """
    watched = np.logical_or.accumulate(told, axis=1) | known[:, None]
    silent = up & watched & ~told
    marks[silent] = Mark.SILENT
    coverage[silent] = 100


def weekly_known(entries: Entries, values: Reals, *, series: int, axis: Axis) -> Reals:
    """The largest value told of each series and week, -1 where none was; a longer period tells it of every week it touches."""
    weekly = np.full(series * axis.weeks, -1.0)
    start, end = entries.span()
    low, high = np.maximum(start // 7, 0), np.minimum(end // 7, axis.weeks - 1)
    reach = int((high - low).max(initial=-1)) + 1
    for step in range(reach):
        on = np.flatnonzero((low + step <= high) & (values >= 0))
        np.maximum.at(weekly, entries.series[on] * axis.weeks + low[on] + step, values[on])
    return weekly.reshape(series, axis.weeks)


def bounds_of(entries: Entries, bins: Whole, *, within: Whole, rows: int) -> Reals:
    """Upper bounds of effective users per series and bin; ``bins`` says which bin each day of the axis lies in.

    A row that straddles a border of ``within`` (a number per day: weeks, cycles) counts in full on both sides, once on each, in
    the first bin it touches there: whatever is added up of them stays an upper bound.
    """
    columns = int(bins[-1]) + 1 if len(bins) else 0
    total = np.zeros(rows * columns)
    if not columns:
        return total.reshape(rows, columns)
    start, end = entries.span()
    inside = (end >= 0) & (start < len(bins)) & (entries.bound > 0)
    start, end = np.maximum(start[inside], 0), np.minimum(end[inside], len(bins) - 1)
    row, bound = entries.series[inside], entries.bound[inside]
    begins = np.searchsorted(within, np.arange(int(within[-1]) + 1))
    first, last = within[start], within[end]
    for step in range(int((last - first).max(initial=-1)) + 1):
        on = first + step <= last
        touched = np.maximum(start[on], begins[first[on] + step])
        total += np.bincount(row[on] * columns + bins[touched], weights=bound[on], minlength=rows * columns)
    return total.reshape(rows, columns)
