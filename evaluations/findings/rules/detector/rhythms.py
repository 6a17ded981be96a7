"""When a system is expected to be used: its duty days and cycles on the axis, and the window each week end looks back on.

A window is made of whole cycles and the running one, so that what it adds up to can be kept per cycle."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Whole
from evaluations.findings.rules.detector.axis import Axis

Windows = tuple[tuple[int, int], ...]
"""Parts of a year as ``month * 100 + day``, both ends included; one that ends before it begins runs over New Year."""

_WINDOW = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])~(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
_MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}


@lru_cache(maxsize=4096)
def windows_of(text: str) -> Windows:
    """``11-15~03-15,06-01~06-30`` as numbers; empty when any part is not a window."""
    found = [_WINDOW.match(part.strip()) for part in re.split(r"[,,]", text) if part.strip()]
    if not all(found):
        return ()
    numbers = [[int(group) for group in part.groups()] for part in found if part]
    return tuple((one * 100 + two, three * 100 + four) for one, two, three, four in numbers)


@dataclass(frozen=True)
class Rhythm:
    """What is expected of all systems of one cadence, one duty window and one size of population.

    The axis begins with ISO week ``first_week``.
    ``cycle`` numbers the cycle each day lies in; ``ends`` is the last day of each, which may lie beyond the axis;
    ``begins_whole`` says that the first one has no duty day before it. The window that ends with each week begins with the cycle
    ``opening``; it must count ``least`` duty days. ``done`` is the last cycle complete by then (-1: none), ``spanned`` the number
    of complete cycles the window asks for. ``assessed`` are the weeks (from the epoch) in which use is looked at by somebody.
    Those who are few stay away by chance: ``patience`` is how many times as long disuse has to last.
    """

    first_week: int
    expects: bool
    by_week: bool
    duty: Flags
    cycle: Whole
    ends: Whole
    begins_whole: bool
    opening: Whole
    least: Whole
    done: Whole
    spanned: Whole
    assessed: frozenset[int]
    patience: int

    @property
    def cycles(self) -> int:
        return len(self.ends)

    @cached_property
    def firsts(self) -> Whole:
        """The first day of each cycle on the axis: where to cut it."""
        return np.flatnonzero(np.diff(self.cycle, prepend=-1))

    @cached_property
    def owed(self) -> Whole:
        """Duty days of each cycle, as far as the axis reaches."""
        return np.add.reduceat(self.duty.astype(np.int64), self.firsts) if self.cycles else self.ends

    @cached_property
    def segments(self) -> Whole:
        """A number per day that changes with the week and with the cycle: the finest grain at which anything is added up."""
        week = np.arange(len(self.cycle)) // 7
        return np.cumsum((np.diff(week, prepend=0) > 0) | (np.diff(self.cycle, prepend=0) > 0))

    def counted(self, week: int, numbers: Parameters) -> slice:
        """The complete cycles of which a share is taken at the end of a week."""
        done = int(self.done[week])
        return slice(max(done + 1 - max(int(self.spanned[week]), self.cycles_least(numbers)), 0), done + 1)

    def cycles_least(self, numbers: Parameters) -> int:
        """The least number of cycles of which a share is taken."""
        return numbers.cycles_least * self.patience

    def parts(self, week: int) -> Iterator["Part"]:
        """The cycles that a week touches, in their order."""
        days = self.cycle[week * 7 : week * 7 + 7]
        for cycle in range(int(days[0]), int(days[-1]) + 1):
            low, high = (int(each) for each in np.searchsorted(days, [cycle, cycle + 1]))
            first, last = week * 7 + low, week * 7 + high - 1
            yield Part(cycle, slice(low, high), opens=first == self.firsts[cycle], closes=last == self.ends[cycle])


@dataclass(frozen=True, slots=True)
class Part:
    """The days of one cycle within one week (0 … 7), and whether the first and the last of the cycle are among them."""

    cycle: int
    days: slice
    opens: bool
    closes: bool


def slots(numbers: Parameters) -> int:
    """How many cycles a state has to remember: those of the longest window, of weeks that holidays shorten."""
    within = numbers.window_duty_days // 4 + 4
    return (
        max(within, numbers.window_cycles, numbers.cycles_least * numbers.small_times, numbers.recency_leave_of_cycles)
        + 2
    )


def rhythm(
    cadence: str,
    windows: Windows,
    *,
    small: bool,
    axis: Axis,
    working: Flags,
    numbers: Parameters,
    assessed: frozenset[int] = frozenset(),
) -> Rhythm:
    """Lay a cadence over the axis; ``working`` says of each day whether it is a working day.

    Daily systems are counted in ISO weeks, so that daily and weekly rows are judged alike; those of at most
    ``small_population`` users in months, because nobody can expect ten experts to come every week. Seasonal systems, and annual
    ones that name a window, owe only its days, and a cycle ends with each window. Event-driven systems, and seasonal
    ones without a window, owe nothing.
    """
    expects = cadence != "event_driven" and not (cadence == "seasonal" and not windows)
    within = windows if cadence in {"seasonal", "annual"} else ()
    duty = working & _inside(within, axis, 0, axis.days)
    labels = _labels(cadence, within, axis, small=small)
    border = np.flatnonzero(np.diff(labels)) - 1  # the axis begins at the second label
    cycle = (labels[1 : axis.days + 1] != labels[: axis.days]).cumsum()
    cycle -= cycle[0] if axis.days else 0
    ends = border[border >= 0][: int(cycle[-1]) + 1 if axis.days else 0]
    open_before = bool(_inside(within, axis, -1, 0)[0])
    begins_whole = bool(labels[0] != labels[1]) or not open_before
    week_ends = np.arange(axis.weeks) * 7 + 6
    done = np.searchsorted(ends, week_ends, side="right") - 1
    opening = _openings(duty, cycle, done, week_ends, numbers)
    total = np.concatenate([[0], np.cumsum(duty)])
    firsts = np.flatnonzero(np.diff(cycle, prepend=-1))
    least = np.maximum(total[week_ends + 1] - total[firsts[opening]], numbers.window_duty_days)
    spanned = np.maximum(done - opening + 1, numbers.window_cycles)
    by_week = cadence in {"daily", "weekly", "event_driven"} and not small
    return Rhythm(
        axis.first_week,
        expects,
        by_week,
        duty,
        cycle,
        ends,
        begins_whole,
        opening,
        least,
        done,
        spanned,
        assessed,
        numbers.small_times if small else 1,
    )


def _inside(windows: Windows, axis: Axis, first: int, last: int) -> Flags:
    """Which of the days ``first … last - 1`` (indices on the axis) lie in a window; all of them when there is none."""
    if not windows:
        return np.ones(last - first, np.bool_)
    days = _days(axis, first, last)
    months = days.astype("datetime64[M]")
    date = (months.astype(np.int64) % 12 + 1) * 100 + (days - months).astype(np.int64) + 1
    found = np.zeros(last - first, np.bool_)
    for begin, end in windows:
        found |= (begin <= date) & (date <= end) if begin <= end else (begin <= date) | (date <= end)
    return found


def _labels(cadence: str, windows: Windows, axis: Axis, *, small: bool) -> Whole:
    """A number per day that changes where a cycle begins, from the day before the axis to a year and a bit after it."""
    first, last = -1, axis.days + 800
    if windows:
        inside = _inside(windows, axis, first - 1, last)
        return np.cumsum(inside[:-1] & ~inside[1:])
    if cadence in _MONTHS or (small and cadence == "daily"):
        months = _days(axis, first, last).astype("datetime64[M]").astype(np.int64)
        return np.asarray(months // _MONTHS.get(cadence, 1))
    return np.arange(first, last) // 7


def _days(axis: Axis, first: int, last: int) -> npt.NDArray[np.datetime64]:
    return np.datetime64(axis.date_of(0), "D") + np.arange(first, last)


def _openings(duty: Flags, cycle: Whole, done: Whole, week_ends: Whole, numbers: Parameters) -> Whole:
    """The first cycle of each week's window: far enough back for the duty days and for the complete cycles, or cycle 0."""
    if not len(week_ends):
        return week_ends
    on = np.flatnonzero(duty)
    counted = np.searchsorted(on, week_ends, side="right") - numbers.window_duty_days
    by_days = cycle[np.where(counted >= 0, on[np.maximum(counted, 0)] if len(on) else 0, 0)]
    by_cycles = np.maximum(done - numbers.window_cycles + 1, 0)
    return np.maximum(np.minimum(by_days, by_cycles), cycle[week_ends] - slots(numbers) + 2)
