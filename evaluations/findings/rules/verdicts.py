"""From signals to what is said of a system: its kind, limbs and tier, with every figure it stands on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import numpy as np

from evaluations.findings.enums import FindingKind, FindingState, Limb, SignalName, Tier
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.evidence import Subject, Views, evidence_of
from evaluations.findings.rules.signals import LIMBS, OF_DISUSE
from evaluations.findings.rules.states import place_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sweep says of one system; ``since`` is the week end at which the oldest of its signals began.

    ``evidence`` works it out: most verdicts only repeat what a finding says already.
    """

    system: int
    kind: FindingKind
    tier: Tier | None
    limbs: list[Limb]
    signals: list[SignalName]
    since: date
    evidence: Callable[[], dict[str, Any]]

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
    subjects: Sequence[Subject], views: Views, *, as_of: date, outages: Callable[[int], Sequence[int]]
) -> list[Verdict]:
    """What is to be said of the systems of one rhythm; ``subjects`` and the states in the same order.

    ``outages`` tells of a row the weeks in which a collector of the system failed.
    """
    disuse = [place_of(name) for name in OF_DISUSE]
    flagged = views.states["on"][:, [*disuse, place_of(SignalName.MONITORING)]].any(axis=1)
    found = (_verdict(subjects[row], row, views, as_of, outages) for row in np.flatnonzero(flagged).tolist())
    return [verdict for verdict in found if verdict]


def _verdict(
    subject: Subject, row: int, views: Views, as_of: date, outages: Callable[[int], Sequence[int]]
) -> Verdict | None:
    numbers, axis, states = views.numbers, views.axis, views.states
    age = _months_between(subject.launched_on, as_of) if subject.launched_on else None
    if age is not None and age < numbers.young_months:
        return None
    slow_start = age is not None and age < numbers.slow_start_months
    on = [name for name in OF_DISUSE if views.is_on(name, row)]
    covered_now = views.measures.monitored[row] >= numbers.coverage_least
    machine = views.is_on(SignalName.MACHINE_USE, row)

    def said(kind: FindingKind, tier: Tier | None, limbs: list[Limb], signals: list[SignalName]) -> Verdict:
        since = axis.week_end(min(views.began(name, row) for name in signals if name != SignalName.MACHINE_USE))
        evidence = partial(evidence_of, subject, row, views, on=signals, slow_start=slow_start, outages=outages(row))
        return Verdict(subject.system, kind, tier, limbs, signals, since, evidence)

    if views.is_on(SignalName.MONITORING, row) and not (covered_now and on):
        if _called_lately(row, views):
            return None  # its calls are counted, and they are use
        return said(FindingKind.NOT_MONITORED, None, [], [SignalName.MONITORING])
    if not on:
        return None
    limbs = [limb for limb in Limb if any(limb in LIMBS[name] for name in on)]
    if machine:
        return said(FindingKind.BACK_END_ONLY, Tier.C, limbs, [*on, SignalName.MACHINE_USE])
    tier = tier_of(
        limbs,
        never=SignalName.NEVER_USED in on and not states["used"][row],
        coverage=float(states["judged_coverage"][row]),
        idle_days=float(states["judged_idle"][row]),
        slow_start=slow_start,
        numbers=numbers,
    )
    return said(FindingKind.UNUSED, tier, limbs, on)


def _called_lately(row: int, views: Views) -> bool:
    """Calls by machines in enough of the last weeks by the calendar, known or not."""
    lately = int(views.states["called"][row]) & ((1 << views.numbers.machine_of_weeks) - 1)
    return lately.bit_count() >= views.numbers.machine_enter_weeks


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
