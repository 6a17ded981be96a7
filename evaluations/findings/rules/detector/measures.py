"""What the cells add up to at each week end: the figures that signals compare with their lines."""

from dataclasses import dataclass, replace

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Answers, Bytes, Flags, Reals, Whole
from evaluations.findings.rules.detector.counting import any_of, wilson_upper
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.marks import POSSIBLE, PROVEN, Mark
from evaluations.findings.rules.detector.rhythms import Part, Rhythm
from evaluations.findings.rules.detector.states import States, slots_of

_WHOLE_OF = 8
"""Weeks of which is remembered whether each of their days was told of, and used."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known of some systems of one rhythm over some weeks, collectors merged.

    ``marks`` and ``coverage`` (percent) per day; ``out`` (a collector failed), ``doubtful`` (one may have),
    ``inbound`` (1, 0, -1: calls by machines),
    ``eligible`` (-1: unknown), ``users`` (effective users at most) and ``sums`` (columns of quantities) per week;
    ``registered`` is how many are eligible as long as no row says it; ``bounds`` (effective users at most) per segment of the
    rhythm, so that those of a cycle add up to it; ``facts`` is what the register says;
    ``launched`` is the index of the first day of use, below 0 when that was before the weeks or is unknown.
    """

    marks: Bytes
    coverage: Bytes
    out: Flags
    doubtful: Flags
    inbound: Answers
    eligible: Reals
    registered: Reals
    bounds: Reals
    users: Reals
    sums: Reals
    facts: Facts
    launched: Whole

    def since_launch(self) -> "Record":
        """The same without what was seen before launch: trials are not use, nor is their end decay."""
        before = np.arange(self.marks.shape[1]) < self.launched[:, None]
        marks, coverage = (
            np.where(before, np.uint8(Mark.MISSING), self.marks),
            np.where(before, np.uint8(0), self.coverage),
        )
        early = before[:, 6::7]
        users, sums = np.where(early, 0.0, self.users), np.where(early[:, :, None], 0.0, self.sums)
        return replace(self, marks=marks, coverage=coverage, users=users, sums=sums)


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures per system at one week end; days count duty days weighted by coverage."""

    on_duty: bool  # the week has a duty day
    told: Flags  # of use in that week enough was said to judge it; of what nobody ever spoke of, always
    came: Flags  # possible use in that week, and on each of its days where that is usual
    coverage: Reals  # share of the window's duty days that was seen
    monitored: Reals  # the same, days of outages left out of both sides; 1 where none is left
    covered_weeks: Whole  # up to then
    nobody_yet: Flags  # no proven use in all records, and no more visits than strays
    used_after_all: Flags  # enough people, on enough days, and not one by one
    used_days: Whole  # days of possible use, up to then
    users: Reals  # effective users at most, added up over the weeks up to then
    zero_days: Reals  # proven without use since the last possible use
    quiet_days: Reals  # proven without use, up to then
    zero_cycles: Whole  # complete cycles proven without use since then
    eligible: Reals  # -1: unknown
    reached: Reals  # effective users at most in the best complete cycle of the window
    reach_upper: Reals
    typical: Reals  # effective users at most in one of the cycles of which a share is taken, on average
    whole_window: bool  # all of its cycles lie within the records
    cycles_used: Whole
    cycles_known: Whole
    cycles_expected: int
    cycles_counted: int  # complete cycles of which a share is taken
    active: Whole  # weeks with possible use among the last known ones
    lively: Flags  # possible use in half of the last of these, or of the last cycles, the running one included
    machine_weeks: Whole
    machine_known: Whole
    window_marks: Whole  # a bit for each mark among the days of the window


def advance(states: States, record: Record, at: int, *, week: int, rhythm: Rhythm, numbers: Parameters) -> Measures:
    """Add one week to what is remembered, in place: column ``at`` of the record is week ``week`` of the axis.

    Reads nothing that lies after the week, but for rows that straddle its end.
    """
    days = slice(at * 7, at * 7 + 7)
    marks, coverage, out = record.marks[:, days], record.coverage[:, days], record.out[:, at]
    duty = rhythm.duty[week * 7 : week * 7 + 7]
    possible = marks >= POSSIBLE
    seen = coverage * duty.astype(np.uint32)
    since_launch = duty & (np.arange(at * 7, at * 7 + 7) >= record.launched[:, None])
    lost = since_launch & out[:, None] & ~possible
    first = int(rhythm.segments[week * 7]) - int(rhythm.segments[(week - at) * 7])
    for offset, part in enumerate(rhythm.parts(week)):
        chosen = part.days
        told = np.bitwise_or.reduce(np.where(marks[:, chosen] > 0, 1 << marks[:, chosen].astype(np.uint16), 0), axis=1)
        _add(
            states,
            part,
            rhythm,
            numbers,
            seen=seen[:, chosen].sum(axis=1),
            owed=since_launch[:, chosen].sum(axis=1),
            lost=lost[:, chosen].sum(axis=1),
            bound=record.bounds[:, first + offset],
            marks=told,
            used=any_of(possible[:, chosen]),
        )
    _pass(states, marks, possible, np.where((marks > Mark.MISSING) & ~possible, seen, 0), week)
    states["users"] += record.users[:, at]
    told_eligible = record.eligible[:, at]
    np.copyto(states["eligible"], told_eligible, where=told_eligible >= 0)
    used = any_of(possible)
    week_duty = int(duty.sum())
    full = seen.sum(axis=1) >= 100 * numbers.coverage_least * week_duty
    known = used | (full & (week_duty > 0))
    states["covered_weeks"] += known
    _shift(states["active"], used, where=known)
    _shift(states["machine"], record.inbound[:, at] == 1, where=record.inbound[:, at] >= 0)
    states["machine_known"] += record.inbound[:, at] >= 0
    _shift(states["called"], record.inbound[:, at] > 0, where=np.ones_like(known))
    lively = _lively(states, week, rhythm, numbers)
    states["together"] |= _together(states, record.users[:, at], week, rhythm, numbers, lively=lively)
    eligible = np.where(states["eligible"] >= 0, states["eligible"], record.registered)
    spoken_of = any_of(marks > Mark.MISSING) | (states["first_told"] < 0)
    spoken_of &= ~_unlike_others(states["whole"], marks > Mark.MISSING, since_launch, out)
    came = used & ~_unlike_others(states["busy"], possible, since_launch, out)
    asked = {"told": spoken_of, "came": came, "lively": lively}
    found = _measured(states, eligible, week, rhythm, numbers, on_duty=week_duty > 0, **asked)
    states["monitored"] = np.where(out, states["monitored"], found.monitored)
    return found


def _add(
    states: States, part: Part, rhythm: Rhythm, numbers: Parameters, *, used: Flags, marks: Whole, **sums: Whole | Reals
) -> None:
    """Add the days of one cycle to its slot; a cycle without use is a zero only when enough of its duty days was seen."""
    slot = part.cycle % states["seen"].shape[1]
    if part.opens:
        for name in ("cycle_used", "cycle_zero", "marks", *sums):
            states[name][:, slot] = 0
    for name, value in sums.items():
        states[name][:, slot] += value.astype(states[name].dtype)
    states["marks"][:, slot] |= marks.astype(np.uint16)
    states["cycle_used"][:, slot] |= used
    if not part.closes:
        return
    ever, owed = states["cycle_used"][:, slot], int(rhythm.owed[part.cycle])
    whole = owed > 0 and (part.cycle > 0 or rhythm.begins_whole)
    zero = ~ever & whole & (states["seen"][:, slot] >= 100 * numbers.coverage_least * owed)
    states["cycle_zero"][:, slot] = zero
    states["zero_cycles"] = np.where(ever, 0, states["zero_cycles"] + zero)


def _pass(states: States, marks: Bytes, possible: Flags, zero: Whole, week: int) -> None:
    """Go on counting idle days, and remember the first and last days that matter."""
    after_use = ~np.logical_or.accumulate(possible[:, ::-1], axis=1)[:, ::-1]
    used = any_of(possible)
    states["idle"] = np.where(used, 0, states["idle"]) + (zero * after_use).sum(axis=1)
    states["quiet"] += zero.sum(axis=1).astype(np.uint32)
    states["used_days"] += possible.sum(axis=1).astype(np.uint32)
    for name, least in (("last_possible", POSSIBLE), ("last_proven", PROVEN)):
        hit = marks >= least
        last = week * 7 + 6 - np.argmax(hit[:, ::-1], axis=1)
        states[name] = np.where(hit.any(axis=1), last, states[name])
    told = marks > Mark.MISSING
    begins = told.any(axis=1) & (states["first_told"] < 0)
    states["first_told"] = np.where(begins, week * 7 + np.argmax(told, axis=1), states["first_told"])


def _unlike_others(weeks: Bytes, days: Flags, owed: Flags, out: Flags) -> Flags:
    """Whether one of the days owed in a week lacks what most ``weeks`` (a bit each, in place) had on every one: perhaps a collector
    stopped or told zeros, and what it told before and after must not be taken for the week. Weeks in which one is known to have failed
    say nothing of what is usual."""
    asked, whole = owed.any(axis=1), (days | ~owed).all(axis=1)
    usual = mostly(weeks)
    np.copyto(weeks, (weeks << 1) | whole, where=asked & ~out)
    return np.asarray(usual & ~whole & asked)


def mostly(weeks: Bytes) -> Flags:
    """Whether most of the weeks that are remembered, a bit each, were so."""
    return np.asarray(np.bitwise_count(weeks) > _WHOLE_OF // 2)


def _shift(bits: Whole, hit: Flags, *, where: Flags) -> None:
    np.copyto(bits, (bits << np.uint64(1)) | hit.astype(np.uint64), where=where)


def _measured(
    states: States,
    eligible: Reals,
    week: int,
    rhythm: Rhythm,
    numbers: Parameters,
    *,
    on_duty: bool,
    told: Flags,
    came: Flags,
    lively: Flags,
) -> Measures:
    now, done = int(rhythm.cycle[week * 7 + 6]), int(rhythm.done[week])
    spanned = int(rhythm.spanned[week])
    window = _slots(states, int(rhythm.opening[week]), now)
    complete = _slots(states, max(done - spanned + 1, 0), done)
    shared = rhythm.counted(week, numbers)
    counted = _slots(states, shared.start, done)
    running_used = states["cycle_used"][:, now % states["seen"].shape[1]] & (now > done)
    window_seen = states["seen"][:, window].sum(axis=1) / 100
    owed = states["owed"][:, window].sum(axis=1).astype(np.int64) - states["lost"][:, window].sum(axis=1)
    reached = states["bound"][:, complete].max(axis=1, initial=0.0)
    reached = np.minimum(reached, np.maximum(eligible, 0))
    typical = typical_of(states["bound"][:, counted], eligible, numbers)
    cycles_used = states["cycle_used"][:, counted].sum(axis=1)
    return Measures(
        on_duty=on_duty,
        told=told,
        came=came,
        coverage=window_seen / max(int(rhythm.least[week]), 1),
        monitored=np.where(owed > 0, window_seen / np.maximum(owed, 1), 1.0),
        covered_weeks=states["covered_weeks"],
        nobody_yet=nobody_yet(states, numbers),
        used_after_all=used_after_all(states, numbers),
        used_days=states["used_days"],
        users=states["users"],
        zero_days=states["idle"] / 100,
        quiet_days=states["quiet"] / 100,
        zero_cycles=np.where(running_used, 0, states["zero_cycles"]),
        eligible=eligible,
        reached=reached,
        reach_upper=wilson_upper(reached, eligible, numbers.reach_z),
        typical=typical,
        whole_window=done - spanned + 1 >= 0,
        cycles_used=cycles_used,
        cycles_known=cycles_used + states["cycle_zero"][:, counted].sum(axis=1),
        cycles_expected=int((rhythm.owed[shared] > 0).sum()),
        cycles_counted=shared.stop - shared.start,
        active=_hits(states["active"], numbers.recency_leave_of_weeks),
        lively=lively,
        machine_weeks=_hits(states["machine"], numbers.machine_of_weeks),
        machine_known=np.minimum(states["machine_known"], numbers.machine_of_weeks),
        window_marks=np.bitwise_or.reduce(states["marks"][:, window], axis=1),
    )


def used_after_all(states: States, numbers: Parameters) -> Flags:
    """Enough people, on enough days, and not one by one over the years: these were no stray visits."""
    several = states["together"] & (states["users"] >= numbers.never_leave_users)
    return np.asarray(several & (states["used_days"] >= numbers.never_leave_days))


def nobody_yet(states: States, numbers: Parameters) -> Flags:
    """No proven use in all records, and no more visits than strays."""
    return np.asarray(~used_after_all(states, numbers) & (states["last_proven"] < 0))


def _together(states: States, users: Reals, week: int, rhythm: Rhythm, numbers: Parameters, *, lively: Flags) -> Flags:
    """Whether visits do not come one by one: as many in this week as enough people make on enough days, or somebody in half of the
    last weeks; of what has longer cycles, several in enough of the last ones."""
    crowd = users >= numbers.never_leave_users * numbers.never_leave_days
    if rhythm.by_week:
        return np.asarray(crowd | lively)
    several = states["bound"][:, _last_cycles(states, week, rhythm, numbers)] >= numbers.never_leave_users
    return np.asarray(crowd | (several.sum(axis=1) >= numbers.recency_leave_cycles))


def _lively(states: States, week: int, rhythm: Rhythm, numbers: Parameters) -> Flags:
    """Possible use in half of the last known weeks; where weeks say nothing of its cycles, in enough of these."""
    if rhythm.by_week:
        return _hits(states["active"], numbers.recency_leave_of_weeks) >= numbers.recency_leave_weeks
    used = states["cycle_used"][:, _last_cycles(states, week, rhythm, numbers)]
    return np.asarray(used.sum(axis=1) >= numbers.recency_leave_cycles)


def _last_cycles(states: States, week: int, rhythm: Rhythm, numbers: Parameters) -> Whole:
    now = int(rhythm.cycle[week * 7 + 6])
    return _slots(states, max(now - numbers.recency_leave_of_cycles + 1, 0), now)


def typical_of(bounds: Reals, eligible: Reals, numbers: Parameters) -> Reals:
    """Users of a cycle on average, of whom no cycle counts for more than there are; the least coverage stands for what was seen,
    so that more use never makes it less."""
    some = np.minimum(bounds, np.maximum(eligible, 0)[:, None]).sum(axis=1)
    return np.asarray(some / (numbers.coverage_least * max(bounds.shape[1], 1)))


def _slots(states: States, first: int, last: int) -> Whole:
    """Where the cycles ``first … last`` are kept."""
    return slots_of(states, np.arange(first, last + 1))


def _hits(bits: Whole, count: int) -> Whole:
    """How many of the last ``count`` bits are set."""
    return np.asarray(np.bitwise_count(bits & np.uint64((1 << count) - 1)), np.int64)
