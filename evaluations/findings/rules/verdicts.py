"""From signals to what is said of a system: its kind, limbs and tier, with every figure it stands on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from evaluations.findings.enums import FindingKind, FindingState, Limb, SignalName, Tier
from evaluations.findings.policy import Parameters
from evaluations.findings.rules import Flags, Whole
from evaluations.findings.rules.axis import Axis
from evaluations.findings.rules.evidence import Subject, Views, evidence_of
from evaluations.findings.rules.holds import hold
from evaluations.findings.rules.marks import POSSIBLE, PROVEN
from evaluations.findings.rules.measures import Record, last_day, measure
from evaluations.findings.rules.rhythms import Rhythm
from evaluations.findings.rules.signals import LIMBS, OF_DISUSE, judged, machine_use, monitoring


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sweep says of one system; ``since`` is the week end at which the oldest of its signals began."""

    system: int
    kind: FindingKind
    tier: Tier | None
    limbs: list[Limb]
    signals: list[SignalName]
    since: date
    evidence: dict[str, Any]

    @property
    def state(self) -> FindingState:
        """A and B of an unused system are for people to take up, everything else is watched."""
        sure = self.kind == FindingKind.UNUSED and self.tier in {Tier.A, Tier.B}
        return FindingState.CANDIDATE if sure else FindingState.WATCH


def tier_of(
    limbs: Sequence[Limb], *, never: bool, coverage: float, idle_days: float, slow_start: bool, numbers: Parameters
) -> Tier:
    """How sure disuse is. ``never``: U0 holds and still nobody has used it. A slow start is C at most."""
    if slow_start:
        return Tier.C
    by_limbs = len(limbs) >= numbers.limbs_tier_a and idle_days >= numbers.recency_tier_a
    if (never and coverage >= numbers.coverage_least) or (by_limbs and coverage >= numbers.coverage_tier_a):
        return Tier.A
    return Tier.B if len(limbs) >= numbers.limbs_tier_b and coverage >= numbers.coverage_least else Tier.C


def verdicts(
    subjects: Sequence[Subject], record: Record, rhythm: Rhythm, *, axis: Axis, as_of: date, numbers: Parameters
) -> list[Verdict]:
    """Judge the systems of one rhythm, ``subjects`` and the rows of ``record`` in the same order."""
    if not axis.weeks or not subjects:
        return []
    record = record.since_launch()
    measures = measure(record, rhythm, numbers)
    known = judged(measures, rhythm, record.out, numbers)
    hold_long = partial(hold, enter_weeks=numbers.hold_enter_weeks, leave_weeks=numbers.hold_leave_weeks)
    disuse = {name: hold_long(*test(measures, rhythm, known, numbers)) for name, test in OF_DISUSE.items()}
    by_machines = hold(*machine_use(measures, numbers), enter_weeks=1, leave_weeks=1)  # a guard does not wait
    watched = _watched(record, axis, numbers) & ~record.out
    unseen = hold_long(*monitoring(measures, watched, numbers))
    views = Views(
        record,
        measures,
        rhythm,
        axis,
        numbers,
        disuse,
        by_machines,
        unseen,
        last_known=_last_known(known),
        last_possible=last_day(record.marks, least=POSSIBLE),
        last_proven=last_day(record.marks, least=PROVEN),
        days=axis.texts(),
    )
    flagged = unseen.on[:, -1].copy()
    for held in disuse.values():
        flagged |= held.on[:, -1]
    found = []
    for row in np.flatnonzero(flagged).tolist():
        verdict = _verdict(subjects[row], row, views, as_of)
        if verdict:
            found.append(verdict)
    return found


def _verdict(subject: Subject, row: int, views: Views, as_of: date) -> Verdict | None:
    numbers, axis = views.numbers, views.axis
    age = _months_between(subject.launched_on, as_of) if subject.launched_on else None
    if age is not None and age < numbers.young_months:
        return None
    slow_start = age is not None and age < numbers.slow_start_months
    on = [name for name, held in views.disuse.items() if held.on[row, -1]]
    covered_now = views.measures.monitored[row, -1] >= numbers.coverage_least
    machine = bool(views.by_machines.on[row, -1])
    if views.unseen.on[row, -1] and not (covered_now and on):
        if _called_lately(row, views):
            return None  # its calls are counted, and they are use
        since = axis.week_end(int(views.unseen.since[row]))
        evidence = evidence_of(subject, row, views, on=[SignalName.MONITORING], slow_start=slow_start)
        return Verdict(subject.system, FindingKind.NOT_MONITORED, None, [], [SignalName.MONITORING], since, evidence)
    if not on:
        return None
    limbs = [limb for limb in Limb if any(limb in LIMBS[name] for name in on)]
    kind = FindingKind.BACK_END_ONLY if machine else FindingKind.UNUSED
    week = int(views.last_known[row])
    tier = (
        Tier.C
        if machine
        else tier_of(
            limbs,
            never=SignalName.NEVER_USED in on and bool(views.measures.never[row, -1]),
            coverage=float(views.measures.coverage[row, week]),
            idle_days=float(views.measures.zero_days[row, week]),
            slow_start=slow_start,
            numbers=numbers,
        )
    )
    signals = [*on, SignalName.MACHINE_USE] if machine else on
    since = axis.week_end(min(int(views.disuse[name].since[row]) for name in on))
    evidence = evidence_of(subject, row, views, on=signals, slow_start=slow_start)
    return Verdict(subject.system, kind, tier, limbs, signals, since, evidence)


def _called_lately(row: int, views: Views) -> bool:
    """Calls by machines in enough of the last weeks by the calendar, known or not."""
    lately = views.record.inbound[row, -views.numbers.machine_of_weeks :]
    return int((lately > 0).sum()) >= views.numbers.machine_enter_weeks


def _watched(record: Record, axis: Axis, numbers: Parameters) -> Flags:
    """Weeks by which monitoring could have warmed up: since launch, and since anything at all was monitored."""
    weeks_on = np.arange(axis.weeks)[None, :] - np.maximum(record.launched, 0)[:, None] // 7 + 1
    return np.asarray(weeks_on > numbers.warm_up_weeks)


def _last_known(known: Flags) -> Whole:
    """The last week in which each system was judged, the last week where none was."""
    weeks = known.shape[1]
    return np.asarray(np.where(known.any(axis=1), weeks - 1 - np.argmax(known[:, ::-1], axis=1), weeks - 1))


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
