"""The days of a sweep: whole ISO weeks from the first day anything was recorded to the last Sunday judged."""

from dataclasses import dataclass
from datetime import date, timedelta

EPOCH = date(1970, 1, 5)
"""A Monday. Days are counted from it, so that a day's week is ``day // 7`` and its weekday ``day % 7``."""


def number_of(day: date) -> int:
    return (day - EPOCH).days


def settled_through(as_of: date) -> date:
    """The Sunday through which weeks are settled: what is said of a later day is judged again each night, and not late."""
    return EPOCH + timedelta(days=(number_of(as_of) + 1) // 7 * 7 - 8)


@dataclass(frozen=True, slots=True)
class Axis:
    """``weeks`` ISO weeks from week number ``first_week`` on; a cell's day is its index from the first Monday."""

    first_week: int
    weeks: int

    @classmethod
    def through(cls, *, first: date, as_of: date) -> "Axis":
        """From the week of ``first`` to the last week that has ended by ``as_of``; possibly no week at all."""
        first_week = number_of(first) // 7
        return cls(first_week, max(0, (number_of(as_of) + 1) // 7 - first_week))

    @property
    def days(self) -> int:
        return self.weeks * 7

    @property
    def first_day(self) -> int:
        """The number of the first Monday, counted from :data:`EPOCH`."""
        return self.first_week * 7

    def date_of(self, index: int) -> date:
        return EPOCH + timedelta(days=self.first_day + int(index))

    def texts(self) -> list[str]:
        """Every day as ISO text."""
        return [self.date_of(index).isoformat() for index in range(self.days)]

    def index_of(self, day: date) -> int:
        """The index of a day; below 0 or from ``days`` on it lies outside."""
        return number_of(day) - self.first_day

    def week_end(self, week: int) -> date:
        return self.date_of(week * 7 + 6)
