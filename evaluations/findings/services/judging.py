"""Judging the fleet: reads a fixed number of statements, then works on arrays; writes nothing.

The last week that is over is judged each night from what was remembered of the weeks before, which are settled: only systems of which
something was said late, or that the register describes anew, are folded again from their beginning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from tempfile import TemporaryFile

import numpy as np

from evaluations.findings.models import Memory
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Bytes, Flags, Reals, Whole
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.evaluating import evaluate, settle
from evaluations.findings.rules.detector.filling import Entries
from evaluations.findings.rules.detector.fleet import Fleet, laid_out, record_of
from evaluations.findings.rules.detector.outages import FAILED, Watch, watch
from evaluations.findings.rules.detector.states import States, blank
from evaluations.findings.rules.detector.sums import Sums
from evaluations.findings.rules.detector.verdicts import Verdict, verdicts
from evaluations.findings.rules.detector.views import Views
from evaluations.findings.selectors import measurements
from evaluations.findings.selectors.lines import Lines, in_parts, measures_told, of_systems, of_week
from evaluations.findings.services.ground import Ground
from evaluations.findings.services.judgement import Judgement
from evaluations.findings.services.memory import Remembered, Series, recall
from evaluations.findings.services.repeating import basis_of, repeated
from evaluations.usage.services.lateness import Late

PART = 4096
"""Systems read and folded at a time when all are."""
MOST_ANEW = 0.25
"""Share of the fleet from which on everything is folded again: it is read in order then."""


def judge(*, as_of: date, numbers: Parameters, late: Late | None = None, news: int | None = None) -> Judgement:
    """Judge every live system from what is known of the days up to ``as_of``.

    ``late`` is what was said since of days that were judged; ``None`` makes everything anew, in a few statements for every
    :data:`PART` of the systems. Else the number of statements grows with the weeks since the last time, not with the systems.
    ``news`` is how often something was said of the days that are judged every night: where it was no oftener than the last time, and
    nothing else has changed, what was said then is said again.
    """
    kept = Memory.objects.first() if late is not None else None
    if kept and late is not None:
        first = Axis(kept.first_week, 1).date_of(0)
        ground = Ground.loaded(first=first, as_of=as_of, numbers=numbers)
        basis = basis_of(ground, as_of)
        if not late.notes and (kept.basis, kept.news) == (basis, news):
            return repeated(kept, ground)
        remembered = recall(kept, ground)
        if remembered and (judgement := _Night(ground, remembered, as_of).judged(late)):
            return replace(judgement, basis=basis)
    ground = Ground.loaded(first=measurements.first_day(as_of), as_of=as_of, numbers=numbers)
    if not (ground.axis.weeks and ground.roster):
        return Judgement(ground, len(ground.roster))
    basis = basis_of(ground, as_of)
    return replace(_anew(ground, as_of), basis=basis)


def _anew(ground: Ground, as_of: date) -> Judgement:
    """What was read of a part waits in a file: no part is folded before the guard has seen the series of all."""
    parts, up = ground.parts(PART), measurements.days_up(ground.axis)
    series = Series.none(ground.axis.weeks)
    with TemporaryFile() as waiting:
        read = lines_in_parts(list(parts.values()), as_of, measures_told(as_of))
        for (first, part), lines in zip(parts.items(), read, strict=True):
            series = Series.merged(series, series_seen(lines, part).shifted(first))
            lines.save(waiting)
        guard, states, found = watched(series, ground), blank(len(ground.roster), ground.numbers), []
        waiting.seek(0)
        for first, part in parts.items():
            of_part, said = folded_anew(Lines.load(waiting), part, guard, up)
            states[first : first + len(of_part)] = of_part
            found += said
    told = Remembered(ground.axis.weeks - 1, states, series, standing_of(guard), np.zeros(0, np.int64))
    return judged_anew(ground, guard, told, found)


def lines_in_parts(parts: Sequence[Ground], as_of: date, told: frozenset[str]) -> Iterator[Lines]:
    """What was told of parts of the ground that follow each other, read in one pass; of systems that another carries on, by themselves.

    No part is empty; ``told``: the measures that any row tells.
    """
    numbers, mine = parts[0].numbers, {each for part in parts for each in part.ids.tolist()}
    earlier = sorted(each for each, heir in parts[0].heirs.items() if heir in mine)
    inherited = of_systems(as_of, numbers, systems=earlier, told=told)
    first, ends = int(parts[0].ids[0]), [int(part.ids[-1]) for part in parts]
    read = in_parts(as_of, numbers, first=first, ends=ends, told=told)
    for part, lines in zip(parts, read, strict=True):
        yield part.inherited(Lines.joined([lines.without(earlier), inherited]))


def folded_anew(
    lines: Lines, ground: Ground, guard: Mapping[int, Watch], up: Mapping[int, Flags]
) -> tuple[States, list[Verdict]]:
    """Fold all systems of the ground from their beginning; the guard looked at the series of the whole fleet."""
    axis = ground.axis
    fleet, states = laid(lines.days, ground, axis, up), blank(len(ground.roster), ground.numbers)
    told = Remembered(axis.weeks - 1, states, series_of(fleet), standing_of(guard), np.zeros(0, np.int64))
    return states, list(_folded(fleet, lines, ground, told, None))


def judged_anew(ground: Ground, guard: dict[int, Watch], told: Remembered, found: list[Verdict]) -> Judgement:
    """What comes of a fold of everything, by whoever folded it."""
    revised = frozenset(ground.ids.tolist())
    return Judgement(ground, _unseen(ground, told.series), _sorted(found), guard, told, None, revised)


def series_seen(lines: Lines, ground: Ground) -> Series:
    """Which series saw use; days a collector was up tell of silence, never of that."""
    return series_of(laid(lines.days, ground, ground.axis, {}))


def series_of(fleet: Fleet) -> Series:
    return Series(fleet.system, fleet.collector, fleet.used)


def lines_of(ground: Ground, as_of: date, rows: Whole | None = None) -> Lines:
    """All that was told of the systems of the ground, or of some rows of its roster. A few statements for every few thousand."""
    some = np.arange(len(ground.roster)) if rows is None else rows
    return ground.inherited(of_systems(as_of, ground.numbers, systems=ground.sources(some)))


@dataclass(slots=True)
class _Night:
    """Going on from what is remembered."""

    ground: Ground
    told: Remembered
    as_of: date

    def judged(self, late: Late) -> Judgement | None:
        """``None``: too much has changed."""
        ground, told, axis = self.ground, self.told, self.ground.axis
        settled, up = told.weeks, measurements.days_up(axis)
        since = axis.week_end(settled - 1) if settled else axis.date_of(-1)
        anew = self._anew(late, measurements.straddling(date.fromordinal(since.toordinal() + 1), self.as_of))
        before = dict(told.standing)
        if (lines := self._read(anew)) is None:
            return None
        told.series = Series.merged(
            told.series.of(~np.isin(told.series.system, anew)).extended(axis.weeks),
            series_seen(lines, ground),
        )
        weeks = [self._week(week, up, anew) for week in range(settled, axis.weeks)]
        guard = watched(told.series, ground)
        told.standing = standing_of(guard)
        failing = [
            collector
            for collector, weeks in told.standing.items()
            if (weeks[:settled] != before.get(collector, np.zeros(settled, np.uint8))).any()
        ]
        if failing:  # a collector's failure looks different now: whatever it watches is folded again
            anew = np.union1d(anew, told.series.system[np.isin(told.series.collector, failing)])
            if (lines := self._read(anew)) is None:
                return None
        told.weeks = axis.weeks - 1
        told.states[anew] = blank(1, ground.numbers)
        found = list(_folded(laid(lines.days, ground, axis, up), lines, ground, told, anew))
        others = np.setdiff1d(np.arange(len(ground.roster)), anew)
        found += _gone_on(weeks, ground, told, others)
        moved = told.weeks > settled
        revised = frozenset(ground.ids[anew].tolist())
        return Judgement(
            ground,
            _unseen(ground, told.series),
            _sorted(found),
            guard,
            told,
            None if moved else anew,
            revised,
        )

    def _anew(self, late: Late, straddling: Sequence[int]) -> Whole:
        """The systems (rows of the roster) that have to be folded from their beginning."""
        series = self.told.series
        of_collectors = series.system[np.isin(series.collector, list(late.collectors))]
        heirs = self.ground.heirs
        named = np.isin(self.ground.ids, [heirs.get(each, each) for each in (*late.systems, *straddling)])
        return np.unique(np.concatenate([self.told.stale, of_collectors, np.flatnonzero(named)]))

    def _read(self, rows: Whole) -> Lines | None:
        """All that is known of some systems; ``None`` when they are too many, or reach back beyond the axis."""
        ground = self.ground
        if len(rows) > max(MOST_ANEW * len(ground.roster), 100):
            return None
        lines = lines_of(ground, self.as_of, rows)
        return None if lines.reach_before(ground.axis.first_day) else lines

    def _week(self, week: int, up: Mapping[int, Flags], anew: Whole) -> Fleet:
        """One week of all systems but those read already; notes which of their series saw use."""
        ground, series = self.ground, self.told.series
        axis = Axis(ground.axis.first_week + week, 1)
        days = {collector: flags[week * 7 : week * 7 + 7] for collector, flags in up.items()}
        lines = ground.inherited(of_week(axis.week_end(0), ground.numbers))
        fleet = laid(lines.days, ground, axis, days, known=series)
        mine = ~np.isin(fleet.system, anew)
        new = Series(fleet.system, fleet.collector, np.zeros((len(fleet.system), ground.axis.weeks), np.bool_))
        strange = mine & ~_within(fleet, series)
        if strange.any():
            self.told.series = series = Series.merged(series, new.of(strange))
        at = _places(series, fleet.system[mine], fleet.collector[mine])
        series.used[at, week] = fleet.used[mine, 0]
        return fleet.summed(_sums(lines.sums(), ground))


def _folded(fleet: Fleet, lines: Lines, ground: Ground, told: Remembered, rows: Whole | None) -> Iterable[Verdict]:
    """Fold systems from their beginning through the settled weeks, remember that, and judge the week after."""
    for laid_beat, some in ground.pieces(rows):
        sums = _sums(lines.sums(ground.ids[some]), ground)
        record = record_of(
            fleet.summed(sums),
            some,
            laid_beat,
            begins=0,
            standing=told.standing,
            eligible=ground.eligible[some],
            facts=ground.said.of(some),
            launched=ground.launched[some],
        ).since_launch()
        states = settle(record, laid_beat, ground.numbers, weeks=told.weeks)
        told.states[some] = states
        last = told.weeks
        measures = evaluate(states, record, last, week=last, rhythm=laid_beat, numbers=ground.numbers)
        views = Views(states, measures, ground.said.of(some), laid_beat, ground.axis, ground.numbers)
        yield from _said(views, ground, told, some)


def _gone_on(weeks: Sequence[Fleet], ground: Ground, told: Remembered, rows: Whole) -> Iterable[Verdict]:
    """Add the weeks since to the states of systems: all but the last for good."""
    settled = told.weeks + 1 - len(weeks)
    for laid_beat, some in ground.pieces(rows):
        states = told.states[some]
        for offset, fleet in enumerate(weeks):
            week = settled + offset
            record = record_of(
                fleet,
                some,
                laid_beat,
                begins=week,
                standing={collector: weeks[week : week + 1] for collector, weeks in told.standing.items()},
                eligible=ground.eligible[some],
                facts=ground.said.of(some),
                launched=ground.launched[some] - week * 7,
            ).since_launch()
            if week == told.weeks:
                told.states[some] = states
            measures = evaluate(states, record, 0, week=week, rhythm=laid_beat, numbers=ground.numbers)
        views = Views(states, measures, ground.said.of(some), laid_beat, ground.axis, ground.numbers)
        yield from _said(views, ground, told, some)


def _said(views: Views, ground: Ground, told: Remembered, rows: Whole) -> list[Verdict]:
    return verdicts(lambda row: ground.subject(int(rows[row])), views, outages=partial(_outages, told, rows))


def _outages(told: Remembered, rows: Whole, row: int) -> Sequence[int]:
    """The weeks in which a collector of the system at ``rows[row]`` failed."""
    low, high = (np.searchsorted(told.series.system, rows[row], side=side) for side in ("left", "right"))
    failed = [told.standing[collector] == FAILED for collector in told.series.collector[low:high].tolist()]
    weeks: list[int] = np.flatnonzero(np.logical_or.reduce(failed)).tolist() if failed else []
    return weeks


def _sums(lines: Reals, ground: Ground) -> Sums:
    return Sums.merged(lines, np.searchsorted(ground.ids, lines[:, 0]), reporting=ground.reporting)


def laid(lines: Reals, ground: Ground, axis: Axis, up: Mapping[int, Flags], *, known: Series | None = None) -> Fleet:
    """Lines as they were read, spread over the days of an axis. ``known``: series there are besides those the lines tell of."""
    system, collector = np.searchsorted(ground.ids, lines[:, 0]), lines[:, 1].astype(np.int64)
    keys = _key(system, collector)
    others = _key(known.system, known.collector) if known else np.zeros(0, np.int64)
    each = np.union1d(keys, others)
    period, last, marks, coverages = (lines[:, column].astype(np.int64) for column in (2, 3, 4, 5))
    entries = Entries(
        np.searchsorted(each, keys),
        period,
        last - axis.first_day,
        marks,
        coverages,
        lines[:, 6],
        lines[:, 7],
        lines[:, 8],
    )
    return laid_out(
        entries,
        system=each // _COLLECTORS,
        collector=each % _COLLECTORS,
        axis=axis,
        up=up,
        known=np.isin(each, others),
    )


_COLLECTORS = 1 << 31


def _key(system: Whole, collector: Whole) -> Whole:
    """One number for a series, ordered by system and collector."""
    return system * _COLLECTORS + collector


def _within(fleet: Fleet, series: Series) -> Flags:
    return np.isin(_key(fleet.system, fleet.collector), _key(series.system, series.collector))


def _places(series: Series, system: Whole, collector: Whole) -> Whole:
    return np.searchsorted(_key(series.system, series.collector), _key(system, collector))


def watched(series: Series, ground: Ground) -> dict[int, Watch]:
    """The outage guard of every collector. One statement: what people hold of its weeks."""
    said = measurements.said_of_outages(ground.axis)
    return {
        collector: watch(
            series.used[series.collector == collector],
            on_duty=ground.on_duty,
            said=said.get(collector, {}),
            numbers=ground.numbers,
        )
        for collector in np.unique(series.collector).tolist()
    }


def standing_of(guard: Mapping[int, Watch]) -> dict[int, Bytes]:
    return {collector: each.standing for collector, each in guard.items()}


def _unseen(ground: Ground, series: Series) -> int:
    return len(ground.roster) - len(np.unique(series.system))


def _sorted(found: Iterable[Verdict]) -> list[Verdict]:
    return sorted(found, key=lambda each: each.system)
