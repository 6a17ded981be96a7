"""Counting in working days: pure."""

import logging
from bisect import bisect_right
from collections.abc import Mapping, Set
from datetime import date, timedelta

from lifecycle.calendar.enums import DayKind

logger = logging.getLogger(__name__)
SATURDAY = 5


class WorkingDays:
    """A calendar: Monday to Friday, but for the exceptions of the years it knows.

    A year nobody has entered counts Monday to Friday; that is logged once per calendar, and :meth:`knows` tells a page
    that wants to say so.
    """

    def __init__(self, exceptions: Mapping[date, str], known_years: Set[int]) -> None:
        self._exceptions = exceptions
        self._known_years = known_years
        self._warned: set[int] = set()
        self._counted: dict[int, list[date]] = {}

    def knows(self, year: int) -> bool:
        return year in self._known_years

    def is_working_day(self, day: date) -> bool:
        if day.year not in self._known_years and day.year not in self._warned:
            self._warned.add(day.year)
            logger.warning("The calendar does not know %s: Monday to Friday are counted as working days.", day.year)
        kind = self._exceptions.get(day)
        return day.weekday() < SATURDAY if kind is None else kind == DayKind.WORKDAY

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days come after ``start``, up to and including ``end``; negative when ``end`` is before ``start``."""
        if end < start:
            return -self.working_days_between(end, start)
        if start.year == end.year:
            days = self._of(start.year)
            return bisect_right(days, end) - bisect_right(days, start)
        first = len(self._of(start.year)) - bisect_right(self._of(start.year), start)
        between = sum(len(self._of(year)) for year in range(start.year + 1, end.year))
        return first + between + bisect_right(self._of(end.year), end)

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``; ``count`` 0 is the day itself, or the next working day if it is off."""
        if count < 0:
            raise ValueError("Working days are added, not taken away.")
        while count == 0 and not self.is_working_day(day):
            day += timedelta(days=1)
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day

    def _of(self, year: int) -> list[date]:
        """The working days of a year, in order."""
        if year not in self._counted:
            first = date(year, 1, 1)
            days = (first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1))
            self._counted[year] = [day for day in days if self.is_working_day(day)]
        return self._counted[year]
