"""All series of a fleet side by side, and how the collectors of one system are merged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from evaluations.findings.rules.detector import Answers, Bytes, Flags, Reals, Whole
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.counting import ranges
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.filling import WEEK, Entries, bounds_of, fill, silence, weekly_known
from evaluations.findings.rules.detector.marks import POSSIBLE, Mark
from evaluations.findings.rules.detector.measures import Record
from evaluations.findings.rules.detector.outages import DOUBTFUL, FAILED
from evaluations.findings.rules.detector.rhythms import Rhythm
from evaluations.findings.rules.detector.sums import Sums


@dataclass(frozen=True, slots=True)
class Fleet:
    """Cells of all series, in the order of ``system`` (a system's row in the roster); ``collector`` is its id.

    ``used``: the weeks (series × weeks) with possible use told by days or weeks, which the outage guard goes by: what a month
    was used is known only days after it ended, and until then it would look like a failure each time. About two bytes per series
    and day.
    """

    axis: Axis
    system: Whole
    collector: Whole
    marks: Bytes
    coverage: Bytes
    used: Flags
    inbound: Answers
    eligible: Reals
    entries: Entries
    sums: Sums = field(default_factory=Sums.none)

    def summed(self, sums: Sums) -> "Fleet":
        """The same with what is added up of it."""
        return replace(self, sums=sums)


def laid_out(
    entries: Entries, *, system: Whole, collector: Whole, axis: Axis, up: Mapping[int, Flags], known: Flags
) -> Fleet:
    """Spread what was read of some series over their days; ``up`` says of collectors that have a heartbeat on which days.

    ``known``: the series of which the collector told something before the axis begins.
    """
    series = len(system)
    filled = fill(entries, series=series, axis=axis)
    for each, days in up.items():
        mine = np.flatnonzero(collector == each)
        marks, coverage = filled.marks[mine], filled.coverage[mine]
        silence(marks, coverage, filled.told[mine], up=days, known=known[mine])
        filled.marks[mine], filled.coverage[mine] = marks, coverage
    used = (filled.marks >= POSSIBLE) & filled.soon
    inbound = weekly_known(entries, entries.inbound, series=series, axis=axis)
    eligible = weekly_known(entries, entries.eligible, series=series, axis=axis)
    return Fleet(
        axis,
        system,
        collector,
        filled.marks,
        filled.coverage,
        np.asarray(used.reshape(series, axis.weeks, WEEK).any(axis=2)),
        np.sign(inbound).astype(np.int8),
        eligible,
        entries.where(filled.heard),
    )


def record_of(
    fleet: Fleet,
    systems: Whole,
    rhythm: Rhythm,
    *,
    begins: int,
    standing: Mapping[int, Bytes],
    eligible: Reals,
    facts: Facts,
    launched: Whole,
) -> Record:
    """What is known of some systems, their collectors merged: the better mark wins, and use seen by one is use.

    The fleet's first week is week ``begins`` of the rhythm; ``standing`` says how each collector stood in each (see
    :mod:`~evaluations.findings.rules.detector.outages`). In a week in which one of its collectors failed, a system without use that
    another saw is missing. ``eligible`` is what the register says where rows say nothing.
    """
    low, high = np.searchsorted(fleet.system, systems), np.searchsorted(fleet.system, systems, side="right")
    series = ranges(low, high)
    has = high > low
    cuts = np.cumsum(high[has] - low[has]) - (high[has] - low[has])
    axis, count = fleet.axis, len(systems)

    def merged(values: np.ndarray, absent: float) -> np.ndarray:
        whole = np.full((count, values.shape[1]), absent, values.dtype)
        if len(series):
            whole[has] = np.maximum.reduceat(values, cuts, axis=0)
        return whole

    stood = np.zeros((len(series), axis.weeks), np.uint8)
    for collector, weeks in standing.items():
        stood[fleet.collector[series] == collector] = weeks
    marks, coverage = merged(fleet.marks[series], 0), merged(fleet.coverage[series], 0)
    worst = merged(stood, 0)
    missing, doubtful = worst == FAILED, worst == DOUBTFUL
    gone = np.repeat(missing, 7, axis=1) & (marks < POSSIBLE)
    marks[gone], coverage[gone] = Mark.MISSING, 0
    entries = fleet.entries.of(series)
    days = slice(begins * 7, begins * 7 + axis.days)
    segment, cycle, week = rhythm.segments[days], rhythm.cycle[days], np.arange(axis.days) // 7
    users = merged(bounds_of(entries, week, within=week, rows=len(series)), 0)
    bounds = merged(bounds_of(entries, segment - segment[0], within=cycle - cycle[0], rows=len(series)), 0)
    told_sums = fleet.sums.of(systems, axis)
    inbound, told = merged(fleet.inbound[series], -1), merged(fleet.eligible[series], -1)
    inbound[missing & (inbound == 0)] = -1
    return Record(
        marks, coverage, missing, doubtful, inbound, told, eligible, bounds, users, told_sums, facts, launched
    )
