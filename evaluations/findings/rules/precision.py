"""How often people bore out what a signal or a tier said. Pure: decisions come in, newest first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from evaluations.findings.enums import Dismissal, Ruled, SignalName
from evaluations.findings.policy import Parameters

Z95: Final = 1.96
NOT_COUNTED: Final = frozenset({SignalName.MACHINE_USE})
"""A guard accuses nobody."""
TIGHTER: Final[Mapping[str, tuple[str, bool]]] = {
    SignalName.NEVER_USED: ("window_duty_days", True),
    SignalName.REACH: ("reach_enter", False),
    SignalName.NEXT_TO_NOBODY: ("next_to_nobody_enter", False),
    SignalName.RECENCY: ("window_duty_days", True),
    SignalName.CYCLES: ("cycles_enter", False),
    SignalName.PROMISE: ("promise_enter", False),
    SignalName.SPREAD: ("spread_enter", False),
    SignalName.UPKEEP: ("upkeep_days", True),
    SignalName.IDLE_RESOURCES: ("idle_resources_enter", True),
    SignalName.REPLACEABLE: ("replaceable_enter", True),
    SignalName.OWNERLESS: ("ownerless_days", True),
    SignalName.STALE: ("account_days", True),
    SignalName.DORMANT: ("dormant_days", True),
    SignalName.COMPLETION: ("completion_enter", False),
    SignalName.ERRORS: ("errors_enter", True),
    SignalName.SLOWNESS: ("slowness_enter", True),
    SignalName.CORRECTIONS: ("corrections_enter", True),
    SignalName.IDLE_SESSIONS: ("acted_enter", False),
    SignalName.SATISFACTION: ("satisfaction_enter", False),
    SignalName.COMPLAINTS: ("complaints_enter", True),
    SignalName.ON_ORDER: ("on_order_enter", True),
    SignalName.CHECKINS: ("checkins_enter", True),
    SignalName.SPIKE: ("spike_enter", True),
    SignalName.LOCKSTEP: ("lockstep_enter", True),
    SignalName.BUNCHING: ("bunching_enter", True),
    SignalName.DISAGREEMENT: ("disagreement_enter", True),
    SignalName.UNREAD: ("unread_enter", False),
    SignalName.MONITORING: ("coverage_least", False),
}
"""The number that makes a signal enter less often, and whether it has to grow for that."""
STEP: Final = 0.2
"""A proposal moves a line by a fifth: enough to show in a replay, little enough to be judged by eye."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One decision, as far as it bears anything out."""

    ruling: int
    tier: str
    signals: tuple[str, ...]
    borne_out: bool


@dataclass(frozen=True, slots=True)
class Score:
    """Decisions on what a rule or a tier said: how many bore it out, over all and over the ``last`` ones (newest first)."""

    right: int
    of: int
    last: tuple[bool, ...]

    @property
    def precision(self) -> float:
        return self.right / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's, 95 %."""
        return wilson(self.right, self.of)

    @property
    def last_precision(self) -> float:
        return sum(self.last) / len(self.last)


def borne_out(outcome: str, dismissed_code: str, signals: Iterable[str]) -> bool | None:
    """Whether a decision says that the finding was right; nothing where it was right but being seen to already.

    A data problem bears out that a system is hardly monitored, and nothing else.
    """
    if outcome == Ruled.CONFIRMED:
        return True
    if outcome == Ruled.DATA_PROBLEM:
        return list(signals) == [SignalName.MONITORING]
    return None if dismissed_code == Dismissal.BEING_MENDED else False


def scores_by_signal(decisions: Iterable[Labelled], *, last: int) -> dict[str, Score]:
    """Per signal that any of the decisions is about; every signal of a finding shares in what was decided of it."""
    found: dict[str, list[bool]] = defaultdict(list)
    for each in decisions:
        for signal in each.signals:
            if signal not in NOT_COUNTED:
                found[signal].append(each.borne_out)
    return {signal: _score(found[signal], last) for signal in SignalName.values if signal in found}


def scores_by_tier(decisions: Iterable[Labelled], *, last: int) -> dict[str, Score]:
    """Per tier; ``""`` for what has none."""
    found: dict[str, list[bool]] = defaultdict(list)
    for each in decisions:
        found[each.tier].append(each.borne_out)
    return {tier: _score(found[tier], last) for tier in sorted(found, key=lambda tier: tier or "Z")}


def is_imprecise(score: Score, numbers: Parameters) -> bool:
    """Whether a change is to be proposed: enough decisions, and too few of the last ones bore it out."""
    return len(score.last) >= numbers.precision_decisions and score.last_precision < numbers.precision_least


def tightened(numbers: Parameters, signal: str) -> dict[str, float]:
    """``{name: value}`` of the change that would make a signal enter less often; empty where no line can be moved."""
    if signal not in TIGHTER:
        return {}
    name, grows = TIGHTER[signal]
    now = getattr(numbers, name)
    moved = now * (1 + STEP if grows else 1 - STEP)
    if isinstance(now, int):
        return {name: max(round(moved), 1)}
    is_share = type(numbers).__dataclass_fields__[name].metadata["unit"] == "share"
    return {name: round(min(moved, 0.99) if is_share else moved, 4)}


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval in which the true share lies with 95 % confidence; ``(0, 1)`` when nothing was counted."""
    if not whole:
        return 0.0, 1.0
    share, z = part / whole, Z95
    middle = share + z * z / (2 * whole)
    width = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    return max((middle - width) / scale, 0.0), min((middle + width) / scale, 1.0)


def _score(labels: list[bool], last: int) -> Score:
    return Score(sum(labels), len(labels), tuple(labels[:last]))
