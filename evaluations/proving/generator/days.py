"""The days a fleet lives through: whole weeks, with the public holidays there really were."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from evaluations.proving.generator import Flags, Reals, Whole
from lifecycle.calendar.rules import WorkingDays
from lifecycle.calendar.schedules import SCHEDULES

LAST_DAY = date(2026, 6, 28)
"""A Sunday. The 78 weeks before it hold two Spring Festivals and one National Day."""
WEEKS = 78
LONG_HOLIDAY = 6
"""Days off in a row around which offices are half empty: people travel before and after."""


def calendar() -> WorkingDays:
    """The holidays as they were announced."""
    exceptions = {date.fromisoformat(day): kind for year in SCHEDULES.values() for day, kind in year.items()}
    return WorkingDays(exceptions, frozenset(SCHEDULES))


@dataclass(frozen=True)
class Days:
    """``weeks`` weeks up to and including a Sunday. A day is its index from the first Monday."""

    last: date = LAST_DAY
    weeks: int = WEEKS

    @property
    def count(self) -> int:
        return self.weeks * 7

    @property
    def first(self) -> date:
        return self.last - timedelta(days=self.count - 1)

    def date_of(self, index: int) -> date:
        return self.first + timedelta(days=int(index))

    @cached_property
    def dates(self) -> list[date]:
        return [self.date_of(index) for index in range(self.count)]

    @cached_property
    def working(self) -> Flags:
        known = calendar()
        return np.array([known.is_working_day(day) for day in self.dates], np.bool_)

    @cached_property
    def busy(self) -> Reals:
        """How much of an ordinary working day goes on: 1, 0 on days off, about half around long holidays."""
        run = np.zeros(self.count, np.bool_)
        begins = 0
        for index in range(1, self.count + 1):
            if index == self.count or self.working[index] != self.working[begins]:
                run[begins:index] = not self.working[begins] and index - begins >= LONG_HOLIDAY
                begins = index
        near = np.convolve(run.astype(float), np.ones(7), mode="same") > 0
        return np.where(self.working, np.where(near, 0.55, 1.0), 0.0)

    @cached_property
    def month_day(self) -> Whole:
        """``month * 100 + day`` of every day."""
        return np.array([day.month * 100 + day.day for day in self.dates], np.int64)

    @cached_property
    def months(self) -> Whole:
        """A number per day that changes with the month."""
        return np.array([day.year * 12 + day.month - 1 for day in self.dates], np.int64)

    @property
    def weekday(self) -> Whole:
        return np.arange(self.count) % 7

    def within(self, window: str) -> Flags:
        """The days of ``11-15~03-15``, which may run over New Year."""
        begin, end = (int(part[:2]) * 100 + int(part[3:]) for part in window.split("~"))
        on, upto = self.month_day >= begin, self.month_day <= end
        return on & upto if begin <= end else on | upto

    def assessments(self) -> list[int]:
        """Days on which higher levels look at the figures: quarters' ends, as for most reports of performance."""
        quarters = {331, 630, 930, 1231}
        return [index for index, each in enumerate(self.month_day.tolist()) if each in quarters]
