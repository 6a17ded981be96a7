"""When a system is expected to be used: its duty days and cycles on the axis, and the window each week end looks back on."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evaluations.findings.policy import Parameters
from evaluations.findings.rules import Flags, Whole
from evaluations.findings.rules.axis import Axis

Windows = tuple[tuple[int, int], ...]
"""Parts of a year as ``month * 100 + day``, both ends included; one that ends before it begins runs over New Year."""

_WINDOW = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])~(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
_MONTHS = {"monthly": 1, "quarterly": 3, "annual": 12}


def windows_of(text: str) -> Windows:
    """``11-15~03-15,06-01~06-30`` as numbers; empty when any part is not a window."""
    found = [_WINDOW.match(part.strip()) for part in re.split(r"[,,]", text) if part.strip()]
    if not all(found):
        return ()
    numbers = [[int(group) for group in part.groups()] for part in found if part]
    return tuple((one * 100 + two, three * 100 + four) for one, two, three, four in numbers)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is expected of all systems of one cadence, one duty window and one size of population.

    ``cycle`` numbers the cycle each day lies in; ``ends`` is the last day of each, which may lie beyond the axis;
    ``begins_whole`` says that the first one has no duty day before it. ``start`` is the first day of the window that ends
    with each week, ``least`` the duty days it must count, ``done`` the last cycle complete by then (-1: none) and
    ``spanned`` the number of cycles in the window.
    """

    expects: bool
    by_week: bool
    duty: Flags
    cycle: Whole
    ends: Whole
    begins_whole: bool
    start: Whole
    least: Whole
    done: Whole
    spanned: Whole

    @property
    def cycles(self) -> int:
        return len(self.ends)

    @property
    def firsts(self) -> Whole:
        """The first day of each cycle on the axis: where to cut it."""
        return np.flatnonzero(np.diff(self.cycle, prepend=-1))


def rhythm(cadence: str, windows: Windows, *, small: bool, axis: Axis, working: Flags, numbers: Parameters) -> Rhythm:
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
    start = _starts(duty, cycle, done, week_ends, numbers)
    total = np.concatenate([[0], np.cumsum(duty)])
    least = np.maximum(total[week_ends + 1] - total[start], numbers.window_duty_days)
    spanned = np.maximum(done - cycle[start] + 1, numbers.window_cycles) if axis.days else done
    by_week = cadence in {"daily", "weekly", "event_driven"} and not small
    return Rhythm(expects, by_week, duty, cycle, ends, begins_whole, start, least, done, spanned)


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


def _starts(duty: Flags, cycle: Whole, done: Whole, week_ends: Whole, numbers: Parameters) -> Whole:
    """The first day of each week's window: far enough back for the duty days and for the complete cycles, or day 0."""
    if not len(week_ends):
        return week_ends
    on = np.flatnonzero(duty)
    counted = np.searchsorted(on, week_ends, side="right") - numbers.window_duty_days
    by_days = np.where(counted >= 0, on[np.maximum(counted, 0)] if len(on) else 0, 0)
    firsts = np.flatnonzero(np.diff(cycle, prepend=-1))
    by_cycles = firsts[np.maximum(done - numbers.window_cycles + 1, 0)]
    return np.asarray(np.minimum(by_days, by_cycles))
