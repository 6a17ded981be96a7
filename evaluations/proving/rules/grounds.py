"""Several fleets as one county: numbered apart, so that what costs by the step is paid once for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.selectors.roster import NO_RIVAL
from evaluations.findings.services.ground import Ground
from evaluations.proving.generator.collectors import COLLECTORS
from evaluations.proving.generator.fleets import Fleet
from evaluations.proving.generator.register import Register
from evaluations.proving.rules.entering import Numbering
from lifecycle.commitments.enums import Formula

Roster = list[dict[str, Any]]


@dataclass(frozen=True)
class County:
    """Fleets over the same days. A system's id is its place among all of them plus one."""

    fleets: Sequence[Fleet]

    @property
    def axis(self) -> Axis:
        days = self.fleets[0].days
        return Axis.through(first=days.first, as_of=days.last)

    def numbering(self, place: int, collector: int) -> Numbering:
        """Of a fleet's collector."""
        first = sum(len(fleet.register) for fleet in self.fleets[:place])
        ids = first + 1 + np.arange(len(self.fleets[place].register))
        return Numbering(ids, place * len(COLLECTORS) + collector + 1, self.axis.first_day)

    @property
    def kinds(self) -> list[str]:
        """The kind of each system, apart for each fleet: what is rare in one is not held against another."""
        return [f"{place}/{kind}" for place, fleet in enumerate(self.fleets) for kind in fleet.register.kinds]

    def up(self) -> dict[int, Flags]:
        """The days on which collectors said that they were up, by collector id."""
        return {
            self.numbering(place, collector).collector: days
            for place, fleet in enumerate(self.fleets)
            for collector, days in fleet.up.items()
        }

    def ground(self, numbers: Parameters, *, without_cadence: bool = False) -> Ground:
        """What a sweep stands on; ``without_cadence`` registers everything as used daily."""
        roster: Roster = []
        for fleet in self.fleets:
            roster += _roster(fleet, len(roster))
        if without_cadence:
            roster = [row | {"cadence": "daily", "duty_window": ""} for row in roster]
        days = self.fleets[0].days
        assessed = frozenset((self.axis.first_day + day) // 7 for day in days.assessments())
        return Ground(self.axis, numbers, roster, days.working, assessed, self._reporting(), {})

    def _reporting(self) -> frozenset[int]:
        return frozenset(
            self.numbering(place, each).collector
            for place in range(len(self.fleets))
            for each, collector in enumerate(COLLECTORS)
            if collector.kind == "reported"
        )


def promises_of(fleet: Fleet, place: int) -> dict[str, tuple[float, date]]:
    """``{formula: (target, first due)}``: actions in a month of thirty days, minutes a case; due since launch."""
    register = fleet.register
    due = fleet.days.date_of(max(int(register.launched[place]), 0))
    found: dict[str, tuple[float, date]] = {}
    if fleet.targets[place]:
        found[Formula.SUBSTANTIVE_ACTIONS] = (round(float(fleet.targets[place]) * 30 / 7, 4), due)
    if register.promised_seconds[place]:
        found[Formula.MINUTES_PER_CASE] = (round(float(register.promised_seconds[place]) / 60, 4), due)
    return found


def _roster(fleet: Fleet, before: int) -> Roster:
    register = fleet.register
    return [row_of(register, fleet, place) | {"id": before + place + 1} for place in range(len(register))]


def row_of(register: Register, fleet: Fleet, place: int) -> dict[str, Any]:
    """What a sweep reads of a system in the register, and of its promises."""
    return {
        "kind": register.kinds[place],
        "cadence": register.cadence[place],
        "duty_window": register.window[place],
        "eligible_users": int(register.eligible[place]),
        "launched_on": fleet.days.date_of(int(register.launched[place])),
        "contract_ends_on": fleet.days.date_of(int(register.contract_ends[place])),
        "contracts": [],
        "promises": promises_of(fleet, place),
        "rival": NO_RIVAL,
    }
