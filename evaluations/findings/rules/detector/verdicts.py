"""From signals to what is said of a system: its kind, limbs and tier, with every figure it stands on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import compress
from math import inf
from typing import Any

import numpy as np

from evaluations.findings.enums import FindingKind, FindingState, Limb, SignalName, Tier
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Whole
from evaluations.findings.rules.detector.evidence import evidence_of
from evaluations.findings.rules.detector.measures import mostly, nobody_yet
from evaluations.findings.rules.detector.ratios import FLATTERY, HARDSHIP
from evaluations.findings.rules.detector.signals import DISUSE, LIMBS, SIGNS
from evaluations.findings.rules.detector.states import HELD, place_of, reaches
from evaluations.findings.rules.detector.views import Subject, Views

SURE = frozenset({FindingKind.HARD_TO_USE, FindingKind.FLATTERED, FindingKind.OWNERLESS})
"""Kinds that need no tier to be taken up."""
OF_REACH = frozenset({SignalName.REACH, SignalName.NEXT_TO_NOBODY})
"""Signals that compare users with those it is meant for."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sweep says of one system; ``since`` is the week end at which the oldest of its signals began.

    ``evidence`` works it out: most verdicts only repeat what a finding says already. ``reach`` is the share it rests on, NaN: unknown;
    ``tier_beside_reach`` the tier it would have without. ``paused``: use could not be judged at that week end, though it
    is told of in most weeks.
    """

    system: int
    kind: FindingKind
    tier: Tier | None
    limbs: list[Limb]
    signals: list[SignalName]
    since: date
    evidence: Callable[[], dict[str, Any]]
    reach: float
    tier_beside_reach: Tier | None
    paused: bool

    def beside_reach(self) -> "Verdict":
        """The same, of a system whose reach is low as that of most of its kind is; the evidence says so."""
        evidence = self.evidence
        return replace(self, tier=self.tier_beside_reach, evidence=lambda: {**evidence(), "like_its_kind": True})

    @property
    def state(self) -> FindingState:
        """A and B of an unused system, and what is hard to use, flattered or nobody's, are for people; the rest is watched."""
        sure = self.tier in {Tier.A, Tier.B} or self.kind in SURE
        return FindingState.CANDIDATE if sure else FindingState.WATCH


def tier_of(
    limbs: Sequence[Limb], *, never: bool, coverage: float, idle_days: float, slow_start: bool, numbers: Parameters
) -> Tier:
    """How sure disuse is. ``never``: U0 holds and nothing but stray visits was seen. A slow start is C at most."""
    if slow_start:
        return Tier.C
    by_limbs = len(limbs) >= numbers.limbs_tier_a and idle_days >= numbers.recency_tier_a
    if (never and coverage >= numbers.coverage_least) or (by_limbs and coverage >= numbers.coverage_tier_a):
        return Tier.A
    return Tier.B if len(limbs) >= numbers.limbs_tier_b and coverage >= numbers.coverage_least else Tier.C


def verdicts(
    subject_of: Callable[[int], Subject], views: Views, *, outages: Callable[[int], Sequence[int]]
) -> list[Verdict]:
    """What is to be said of the systems of one rhythm; ``subject_of`` tells of a row of their states what the register says.

    Of one system at most one verdict about its use, one about its ease, one about its figures and one about who keeps it; none while
    it is young, but that nobody watches it any more, which goes by the calendar.
    ``outages`` tells of a row the weeks in which a collector of the system failed.
    """
    found: list[Verdict] = []
    today = views.axis.week_end(views.axis.weeks - 1)
    rows = np.flatnonzero(_speaks(views))
    for row, flags in zip(rows.tolist(), views.states["on"][rows].tolist(), strict=True):
        subject = subject_of(row)
        age = _months(subject, views.axis.week_end(views.aged_week(row)))
        slow_start = age < views.numbers.slow_start_months
        one = _System(subject, row, views, outages, frozenset(compress(HELD, flags)), slow_start=slow_start)
        if age >= views.numbers.young_months:
            found += [each for each in (one.use(), one.ease(), one.figures(), one.keeper()) if each]
        elif _months(subject, today) >= views.numbers.young_months:
            found += [each for each in [one.use()] if each and each.kind == FindingKind.NOT_MONITORED]
    return found


def _speaks(views: Views) -> Flags:
    """Where enough signals are on to say anything: most systems have some on, and asking each by itself took most of a night."""

    def on(*names: SignalName) -> Whole:
        return np.asarray(views.states["on"][:, [place_of(name) for name in names]].sum(axis=1))

    use = on(*DISUSE, *SIGNS, SignalName.MONITORING, SignalName.OWNERLESS) > 0
    return use | (on(*HARDSHIP) >= views.numbers.least_hard) | (on(*FLATTERY) >= views.numbers.least_flattered)


@dataclass(frozen=True, slots=True)
class _System:
    """One row, and what is said of it."""

    subject: Subject
    row: int
    views: Views
    outages: Callable[[int], Sequence[int]]
    holds: frozenset[SignalName]
    slow_start: bool

    def use(self) -> Verdict | None:
        """Unused, used by programs only, hardly monitored, or with single signs that are watched."""
        row, views, numbers = self.row, self.views, self.views.numbers
        on, signs = self.on(DISUSE), self.on(SIGNS)
        covered_now = views.states["monitored"][row] >= numbers.coverage_least
        if SignalName.MONITORING in self.holds and not (covered_now and on):
            if _called_lately(row, views):
                return None  # its calls are counted, and they are use
            return self.said(FindingKind.NOT_MONITORED, [SignalName.MONITORING])
        more: list[SignalName] = [name for name in on if name != SignalName.NEXT_TO_NOBODY]
        if set(LIMBS[SignalName.NEXT_TO_NOBODY]) <= set(limbs_of(more)):
            on = more  # who is nobody at all need not be called next to nobody
        limbs = limbs_of([*on, *signs])
        if not on:
            keeper_says_it = signs == [SignalName.UPKEEP] and SignalName.OWNERLESS in self.holds
            return self.said(FindingKind.SIGNS, signs, Tier.C, limbs) if signs and not keeper_says_it else None
        if SignalName.MACHINE_USE in self.holds:
            return self.said(FindingKind.BACK_END_ONLY, [*on, *signs, SignalName.MACHINE_USE], Tier.C, limbs)
        others = [name for name in on if name not in OF_REACH]
        beside = self.tier(others, limbs_of([*others, *signs])) if others else Tier.C
        found = self.said(FindingKind.UNUSED, [*on, *signs], self.tier(on, limbs), limbs)
        return replace(found, tier_beside_reach=beside, reach=float(reaches(views.states[row : row + 1])[0]))

    def tier(self, on: Sequence[SignalName], limbs: Sequence[Limb]) -> Tier:
        """By the limbs; the rules for accounts and groups say themselves when one lies dormant."""
        if SignalName.DORMANT in on and not self.slow_start:
            return Tier.B
        states, numbers = self.views.states[self.row : self.row + 1], self.views.numbers
        return tier_of(
            limbs,
            never=SignalName.NEVER_USED in on and bool(nobody_yet(states, numbers)[0]),
            coverage=float(states["judged_coverage"][0]),
            idle_days=float(states["judged_idle"][0]),
            slow_start=self.slow_start,
            numbers=numbers,
        )

    def ease(self) -> Verdict | None:
        """Hard to use: one sign of it may have many reasons, two rarely do."""
        on = self.on(HARDSHIP)
        return self.said(FindingKind.HARD_TO_USE, on) if len(on) >= self.views.numbers.least_hard else None

    def figures(self) -> Verdict | None:
        """Figures that want checking, on signs that do not hang together."""
        on = self.on(FLATTERY)
        return self.said(FindingKind.FLATTERED, on) if len(on) >= self.views.numbers.least_flattered else None

    def keeper(self) -> Verdict | None:
        """Used, and nobody answers for it."""
        return self.said(FindingKind.OWNERLESS, [SignalName.OWNERLESS]) if self.on([SignalName.OWNERLESS]) else None

    def on(self, names: Iterable[SignalName]) -> list[SignalName]:
        return [name for name in names if name in self.holds]

    def said(
        self, kind: FindingKind, signals: list[SignalName], tier: Tier | None = None, limbs: Sequence[Limb] = ()
    ) -> Verdict:
        views, row = self.views, self.row
        began = min(views.began(name, row) for name in signals if name != SignalName.MACHINE_USE)
        since = views.axis.week_end(began)
        evidence = partial(self.evidence, signals)
        paused = views.judged_week(row) < views.axis.weeks - 1 and bool(mostly(views.states["whole"][row]))
        return Verdict(self.subject.system, kind, tier, list(limbs), signals, since, evidence, np.nan, tier, paused)

    def evidence(self, signals: Sequence[SignalName]) -> dict[str, Any]:
        outages = self.outages(self.row)
        return evidence_of(self.subject, self.row, self.views, on=signals, slow_start=self.slow_start, outages=outages)


def limbs_of(signals: Sequence[SignalName]) -> list[Limb]:
    """The limbs that signals speak of, in their order."""
    return list(_limbs_of(tuple(signals)))


@cache
def _limbs_of(signals: tuple[SignalName, ...]) -> tuple[Limb, ...]:
    return tuple(limb for limb in Limb if any(limb in LIMBS.get(name, ()) for name in signals))


def _called_lately(row: int, views: Views) -> bool:
    """Calls by machines in enough of the last weeks by the calendar, known or not."""
    lately = int(views.states["called"][row]) & ((1 << views.numbers.machine_of_weeks) - 1)
    return lately.bit_count() >= views.numbers.machine_enter_weeks


def _months(subject: Subject, end: date) -> float:
    """Whole months since launch; of what nobody knows when it was launched, more than any."""
    start = subject.launched_on
    return inf if start is None else (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
