"""Judging the fleet: reads a fixed number of statements, then works on arrays; writes nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules import Flags, Reals
from evaluations.findings.rules.axis import Axis
from evaluations.findings.rules.evidence import Subject
from evaluations.findings.rules.filling import Entries
from evaluations.findings.rules.fleet import Fleet, laid_out, record_of, watches
from evaluations.findings.rules.outages import Watch
from evaluations.findings.rules.rhythms import Rhythm, rhythm, windows_of
from evaluations.findings.rules.verdicts import Verdict, verdicts
from evaluations.findings.selectors import measurements
from lifecycle.calendar.selectors import working_days

PIECE = 2048
"""Systems judged at a time: keeps the arrays of a piece below 100 MB over eighteen months."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a sweep has to say. ``watches`` tells of every collector which weeks of the axis count as missing."""

    axis: Axis
    systems: int
    without_rows: int
    verdicts: list[Verdict] = field(default_factory=list)
    watches: dict[int, Watch] = field(default_factory=dict)


def judge(*, as_of: date, numbers: Parameters) -> Judgement:
    """Judge every live system from what is known of the days up to ``as_of``. Seven statements."""
    roster = measurements.roster()
    first = measurements.first_day(as_of)
    if first is None:
        return Judgement(Axis(0, 0), len(roster), len(roster))
    axis = Axis.through(first=first, as_of=as_of)
    working = _working(axis)
    up = measurements.days_up(axis)
    ids = np.array([row["id"] for row in roster], np.int64)
    fleet = Fleet.joined([_laid_out(lines, ids, axis, up) for lines in measurements.usage_lines(as_of)], axis)
    on_duty = np.asarray(working.reshape(axis.weeks, 7).any(axis=1))
    guard = watches(fleet, on_duty=on_duty, said=measurements.said_of_outages(axis), numbers=numbers)
    found: list[Verdict] = []
    for laid, rows in _pieces(roster, axis, working, numbers):
        found += _judged(fleet, roster, rows, laid, guard=guard, as_of=as_of, numbers=numbers)
    unseen = len(roster) - len(np.unique(fleet.system))
    return Judgement(axis, len(roster), unseen, sorted(found, key=lambda each: each.system), guard)


def _working(axis: Axis) -> Flags:
    calendar = working_days()
    return np.array([calendar.is_working_day(axis.date_of(day)) for day in range(axis.days)], np.bool_)


def _laid_out(lines: Reals, ids: Any, axis: Axis, up: Mapping[int, Flags]) -> Fleet:
    system, collector = lines[:, 0].astype(np.int64), lines[:, 1].astype(np.int64)
    begins = np.flatnonzero(np.diff(system, prepend=-1) | np.diff(collector, prepend=-1))
    series = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(lines))))
    period, last, marks, coverages = (lines[:, column].astype(np.int64) for column in (2, 3, 4, 5))
    entries = Entries(series, period, last - axis.first_day, marks, coverages, lines[:, 6], lines[:, 7], lines[:, 8])
    return laid_out(entries, system=np.searchsorted(ids, system[begins]), collector=collector[begins], axis=axis, up=up)


def _pieces(
    roster: Sequence[Mapping[str, Any]], axis: Axis, working: Flags, numbers: Parameters
) -> Iterator[tuple[Rhythm, list[int]]]:
    """The roster's rows by rhythm, at most :data:`PIECE` at a time."""
    alike: dict[tuple[str, Any, bool], list[int]] = defaultdict(list)
    for row, system in enumerate(roster):
        small = system["cadence"] == "daily" and (system["eligible_users"] or numbers.small_population + 1) <= (
            numbers.small_population
        )
        alike[system["cadence"], windows_of(system["duty_window"]), small].append(row)
    for (cadence, windows, small), rows in alike.items():
        laid = rhythm(cadence, windows, small=small, axis=axis, working=working, numbers=numbers)
        for start in range(0, len(rows), PIECE):
            yield laid, rows[start : start + PIECE]


def _judged(
    fleet: Fleet,
    roster: Sequence[Mapping[str, Any]],
    rows: list[int],
    laid: Rhythm,
    *,
    guard: Mapping[int, Watch],
    as_of: date,
    numbers: Parameters,
) -> list[Verdict]:
    systems = [roster[row] for row in rows]
    axis = fleet.axis
    record = record_of(
        fleet,
        np.array(rows, np.int64),
        laid,
        out={collector: watch.out for collector, watch in guard.items()},
        eligible=np.array(
            [-1 if each["eligible_users"] is None else each["eligible_users"] for each in systems], float
        ),
        launched=np.array([-1 if (day := each["launched_on"]) is None else axis.index_of(day) for each in systems]),
    )
    subjects = [
        Subject(each["id"], each["cadence"], each["duty_window"], each["eligible_users"], each["launched_on"])
        for each in systems
    ]
    return verdicts(subjects, record, laid, axis=axis, as_of=as_of, numbers=numbers)
