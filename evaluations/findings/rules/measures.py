"""What the cells add up to at each week end: the figures that signals compare with their lines."""

from dataclasses import dataclass

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules import Answers, Bytes, Flags, Reals, Whole
from evaluations.findings.rules.counting import best_of, over_last, running, since_last, wilson_upper
from evaluations.findings.rules.marks import POSSIBLE, Mark
from evaluations.findings.rules.rhythms import Rhythm


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of some systems of one rhythm, collectors merged.

    ``marks`` and ``coverage`` (percent) per day; ``out`` (a collector failed), ``inbound`` (1, 0, -1: calls by machines) and
    ``eligible`` (-1: unknown) per week; ``bounds`` (effective users at most) per cycle and ``users`` per week; ``launched`` is
    the index of the first day of use, below 0 when that was before the axis or is unknown.
    """

    marks: Bytes
    coverage: Bytes
    out: Flags
    inbound: Answers
    eligible: Reals
    bounds: Reals
    users: Reals
    launched: Whole

    def since_launch(self) -> "Record":
        """The same without what was seen before launch: trials are not use, nor is their end decay."""
        before = np.arange(self.marks.shape[1]) < self.launched[:, None]
        marks, coverage = (
            np.where(before, np.uint8(Mark.MISSING), self.marks),
            np.where(before, np.uint8(0), self.coverage),
        )
        users = np.where(before[:, 6::7], 0.0, self.users)
        return Record(marks, coverage, self.out, self.inbound, self.eligible, self.bounds, users, self.launched)


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures per system and week end (``systems × weeks``); days count duty days weighted by coverage."""

    on_duty: Flags  # per week: it has a duty day
    coverage: Reals  # share of the window's duty days that was seen
    monitored: Reals  # the same, days of outages left out of both sides; 1 where none is left
    covered_weeks: Whole  # up to then
    never: Flags  # no possible use in all records
    used_days: Whole  # days of possible use, up to then
    users: Reals  # effective users at most, added up over the weeks up to then
    zero_days: Reals  # proven without use since the last possible use
    zero_cycles: Whole  # complete cycles proven without use since then
    eligible: Reals  # -1: unknown
    reached: Reals  # effective users at most in the best complete cycle of the window
    reach_upper: Reals
    cycles_used: Whole
    cycles_known: Whole
    cycles_expected: Whole
    active: Whole  # weeks with possible use among the last known ones
    active_cycles: Whole  # cycles with possible use among the last ones, the running one included
    machine_weeks: Whole
    machine_known: Whole


def measure(record: Record, rhythm: Rhythm, numbers: Parameters) -> Measures:
    """Add up the cells of some systems. Reads nothing that lies after the week it measures, but for rows that straddle its end."""
    systems, days = record.marks.shape
    weeks = days // 7
    ends = np.arange(weeks) * 7 + 6
    possible = record.marks >= POSSIBLE
    seen = running(record.coverage * rhythm.duty)
    duty = np.concatenate([[0], np.cumsum(rhythm.duty)])
    week_used = np.asarray(possible.reshape(systems, weeks, 7).any(axis=2))
    week_duty = np.asarray(duty[ends + 1] - duty[ends - 6])
    full_week = seen[:, ends + 1] - seen[:, ends - 6] >= 100 * numbers.coverage_least * week_duty
    week_known = np.asarray(week_used | (full_week & (week_duty > 0)))
    zero = np.where((record.marks > Mark.MISSING) & ~possible, record.coverage * rhythm.duty, 0)
    window_seen = (seen[:, ends + 1] - seen[:, rhythm.start]) / 100
    cycles = _cycles(possible, seen, duty, rhythm, numbers)
    eligible = _carried(record.eligible)
    reached = best_of(record.bounds, rhythm.done - rhythm.spanned + 1, rhythm.done)
    reached = np.minimum(reached, np.maximum(eligible, 0))
    machine, machine_known = over_last(record.inbound == 1, record.inbound >= 0, numbers.machine_of_weeks)
    return Measures(
        on_duty=week_duty > 0,
        coverage=window_seen / np.maximum(rhythm.least, 1),
        monitored=_monitored(record, rhythm, possible, window_seen, duty),
        covered_weeks=np.cumsum(week_known, axis=1, dtype=np.int64),
        never=~np.logical_or.accumulate(week_used, axis=1),
        used_days=running(possible)[:, ends + 1],
        users=np.cumsum(record.users, axis=1),
        zero_days=since_last(zero, possible)[:, ends] / 100,
        zero_cycles=cycles.zero_run,
        eligible=eligible,
        reached=reached,
        reach_upper=wilson_upper(reached, eligible, numbers.reach_z),
        cycles_used=cycles.used,
        cycles_known=cycles.known,
        cycles_expected=cycles.expected,
        active=over_last(week_used, week_known, numbers.recency_leave_of_weeks)[0],
        active_cycles=cycles.active,
        machine_weeks=machine,
        machine_known=machine_known,
    )


@dataclass(frozen=True, slots=True)
class _Cycles:
    zero_run: Whole
    used: Whole
    known: Whole
    expected: Whole
    active: Whole


def _cycles(possible: Flags, seen: Whole, duty: Whole, rhythm: Rhythm, numbers: Parameters) -> _Cycles:
    """What complete cycles say at each week end. A cycle without use is a zero only when enough of its duty days was seen."""
    firsts = rhythm.firsts
    after = np.append(firsts[1:], possible.shape[1])
    used = np.logical_or.reduceat(possible, firsts, axis=1)
    owed = duty[after] - duty[firsts]
    zero = ~used & (owed > 0) & (seen[:, after] - seen[:, firsts] >= 100 * numbers.coverage_least * owed)
    if not rhythm.begins_whole:
        zero[:, 0] = False
    run = since_last(zero.astype(np.int64), used)
    done = np.maximum(rhythm.done, 0)
    low = np.maximum(rhythm.done + 1 - np.maximum(rhythm.spanned, numbers.cycles_least), 0)
    high = rhythm.done + 1
    used_total, known_total = running(used), running(used | zero)
    owed_total = running((owed > 0)[None, :])
    ends = np.arange(len(rhythm.done)) * 7 + 6
    week_cycle = rhythm.cycle[ends]
    by_now = np.logical_or.reduceat(possible, firsts, axis=1)
    running_used = _used_by(possible, firsts, week_cycle, ends)
    back = np.maximum(week_cycle - numbers.recency_leave_of_cycles + 1, 0)
    earlier = running(by_now)
    return _Cycles(
        zero_run=np.where(rhythm.done >= 0, run[:, done], 0) * ~(running_used & (week_cycle > rhythm.done)),
        used=used_total[:, high] - used_total[:, low],
        known=known_total[:, high] - known_total[:, low],
        expected=(owed_total[:, high] - owed_total[:, low]) + np.zeros_like(used_total[:, high]),
        active=earlier[:, week_cycle] - earlier[:, back] + running_used,
    )


def _used_by(possible: Flags, firsts: Whole, week_cycle: Whole, ends: Whole) -> Flags:
    """Whether the cycle that each week end lies in has seen use by then."""
    total = running(possible)
    return np.asarray(total[:, ends + 1] > total[:, firsts[week_cycle]])


def _monitored(record: Record, rhythm: Rhythm, possible: Flags, window_seen: Reals, duty: Whole) -> Reals:
    ends = np.arange(record.out.shape[1]) * 7 + 6
    start = np.maximum(rhythm.start[None, :], np.maximum(record.launched, 0)[:, None])
    start = np.minimum(start, ends[None, :] + 1)
    lost = running(np.repeat(record.out, 7, axis=1) & rhythm.duty & ~possible)
    owed = duty[ends + 1][None, :] - duty[start]
    owed = owed - (lost[:, ends + 1] - np.take_along_axis(lost, start, axis=1))
    return np.where(owed > 0, window_seen / np.maximum(owed, 1), 1.0)


def _carried(values: Reals) -> Reals:
    """The last value told by each week, -1 before the first."""
    at = np.maximum.accumulate(np.where(values >= 0, np.arange(values.shape[1]), 0), axis=1)
    return np.take_along_axis(values, at, axis=1)


def last_day(marks: Bytes, *, least: int) -> Whole:
    """The index of the last day marked ``least`` (:data:`POSSIBLE` or :data:`PROVEN`) or better, -1 when there is none."""
    hit = marks >= least
    return np.where(hit.any(axis=1), marks.shape[1] - 1 - np.argmax(hit[:, ::-1], axis=1), -1)
