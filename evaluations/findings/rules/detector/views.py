"""What is known at the end of the axis, for those who look at one row of it."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.measures import Measures
from evaluations.findings.rules.detector.rhythms import Rhythm
from evaluations.findings.rules.detector.states import States, place_of


@dataclass(frozen=True, slots=True)
class Subject:
    """What the register says of a system that is judged."""

    system: int
    cadence: str
    duty_window: str
    eligible_users: int | None
    launched_on: date | None


@dataclass(frozen=True, slots=True)
class Views:
    """What is known of the systems of one rhythm at the end of the axis, for those who look at one row of it."""

    states: States
    measures: Measures
    facts: Facts
    rhythm: Rhythm
    axis: Axis
    numbers: Parameters

    def began(self, name: SignalName, row: int) -> int:
        """The week in which the evaluations that let a signal enter began."""
        return int(self.states["began"][row, place_of(name)])

    @property
    def day(self) -> int:
        """The last day of the axis, from the epoch."""
        return self.axis.first_day + self.axis.days - 1

    def judged_week(self, row: int) -> int:
        """The last week in which use could be judged, or simply the last one."""
        week = int(self.states["judged_week"][row])
        return week if week >= 0 else self.axis.weeks - 1

    def aged_week(self, row: int) -> int:
        """The week by which a system grew older: nothing does while nobody can judge it, nor, before it is first judged, while nobody
        is seen at it any more."""
        last = int(self.states["last_possible"][row])
        return self.judged_week(row) if self.states["judged_week"][row] >= 0 or last < 0 else last // 7


@dataclass(frozen=True, slots=True)
class Row:
    """One system of the views; ``states`` and ``facts`` are arrays of one."""

    views: Views
    row: int

    @property
    def numbers(self) -> Parameters:
        return self.views.numbers

    @property
    def states(self) -> States:
        return self.views.states[self.row : self.row + 1]

    @property
    def facts(self) -> Facts:
        return self.views.facts.of(np.array([self.row]))

    def told(self, name: str) -> float:
        """A figure its state remembers."""
        return float(self.states[name][0])

    def measured(self, name: str) -> float:
        """A figure measured at the last week end."""
        return float(getattr(self.views.measures, name)[self.row])
