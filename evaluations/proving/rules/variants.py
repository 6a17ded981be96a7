"""The same fleets under other numbers, or with a guard taken away. All is done from outside: the detector has no switch for it."""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from evaluations.findings.policy import Parameters

CHANGE: Final = 0.2
MOVED: Final = (
    "window_duty_days",
    "coverage_least",
    "recency_tier_a",
    "reach_enter",
    "reach_leave",
    "cycles_enter",
    "cycles_leave",
    "hold_enter_weeks",
    "hold_leave_weeks",
    "warm_up_weeks",
    "small_population",
    "machine_enter_weeks",
    "outage_share",
    "outage_times_usual",
    "doubtful_times_usual",
    "completion_enter",
    "errors_enter",
    "corrections_enter",
    "acted_enter",
    "satisfaction_enter",
    "on_order_enter",
    "checkins_enter",
    "lockstep_enter",
    "unread_enter",
    "least_cases",
    "least_visits",
    "least_crowd",
    "kind_lowest",
    "slowness_enter",
    "complaints_enter",
    "disagreement_enter",
    "spike_enter",
    "bunching_enter",
    "promise_enter",
    "spread_enter",
    "upkeep_days",
    "idle_resources_enter",
)
"""The numbers that are moved a fifth up and down, one at a time."""


@dataclass(frozen=True)
class Variant:
    """``changes`` of the numbers; ``without_cadence``: the register calls everything daily. ``kind``: ablation or sensitivity."""

    name: str
    kind: str
    changes: dict[str, Any] = field(default_factory=dict)
    without_cadence: bool = False

    def numbers(self, numbers: Parameters) -> Parameters:
        return replace(numbers, **self.changes)


def ablations(numbers: Parameters) -> list[Variant]:
    held_once = {"hold_enter_weeks": 1, "hold_leave_weeks": 1}
    one_line = {
        name: getattr(numbers, name.replace("_leave", "_enter"))
        for name in (
            "reach_leave", "cycles_leave", "completion_leave", "errors_leave", "corrections_leave", "acted_leave",
            "satisfaction_leave", "on_order_leave", "checkins_leave", "lockstep_leave", "unread_leave",
        )
    } | {"recency_leave_weeks": 1, "recency_leave_cycles": 1}  # fmt: skip
    return [
        Variant("no-cadence", "ablation", without_cadence=True),
        Variant("no-guard", "ablation", {"outage_share": 2.0, "doubtful_times_usual": 1e9}),  # no share is above two
        Variant("no-decile", "ablation", {"kind_many": 1_000_000}),
        Variant("no-hold", "ablation", held_once),
        Variant("no-band", "ablation", one_line),
        Variant("single-cut", "ablation", {**one_line, **held_once}),
    ]


def moved(numbers: Parameters) -> list[Variant]:
    """Each number a fifth lower and higher; whole numbers by one at least, shares never above 1."""
    found = []
    for name in MOVED:
        value = getattr(numbers, name)
        for sign, word in ((-1, "lower"), (1, "higher")):
            if isinstance(value, int):
                other: float = value + sign * max(1, round(value * CHANGE))
            else:
                other = value * (1 + sign * CHANGE)
                other = min(other, 1.0) if value <= 1 else other
            found.append(Variant(f"{name}-{word}", "sensitivity", {name: other}))
    return found
