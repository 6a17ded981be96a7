"""Which days of a period a system is expected to be used on, and in which cycles of work."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from evaluations.findings.rules.detector.rhythms import Windows
from registry.systems.enums import Cadence

_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.ANNUAL: 12}


def in_season(day: date, windows: Windows) -> bool:
    """Always, for a system without windows; a window that ends before it begins runs over New Year."""
    number = day.month * 100 + day.day
    return not windows or any(
        begin <= number <= end if begin <= end else number >= begin or number <= end for begin, end in windows
    )


def cycles_of(days: Sequence[date], cadence: str, windows: Windows) -> list[list[int]] | None:
    """The places of the days of every whole cycle; ``None`` for event-driven systems and seasons nobody named.

    Daily and weekly systems are counted in calendar weeks, those with windows by window, the others by months. A cycle cut off by
    either end of the period is left out.
    """
    if cadence == Cadence.EVENT_DRIVEN or (cadence == Cadence.SEASONAL and not windows):
        return None
    if windows:
        runs = [
            (inside, list(run)) for inside, run in groupby(enumerate(days), lambda each: in_season(each[1], windows))
        ]
        cycles = [[place for place, _day in run] for inside, run in runs if inside]
        return [cycle for cycle in cycles if cycle[0] > 0 or _begins(days[0], windows)][
            : None if _ends(days, cycles, windows) else -1
        ]
    cycles = [
        [place for place, _day in run] for _key, run in groupby(enumerate(days), lambda each: _key_of(each[1], cadence))
    ]
    return [cycle for cycle in cycles if _is_whole([days[place] for place in cycle], cadence)]


def _begins(day: date, windows: Windows) -> bool:
    return any(begin == day.month * 100 + day.day for begin, _end in windows)


def _ends(days: Sequence[date], cycles: Sequence[Sequence[int]], windows: Windows) -> bool:
    """Whether the last cycle is over, or there is none that could be cut off."""
    if not cycles or cycles[-1][-1] != len(days) - 1:
        return True
    return any(end == days[-1].month * 100 + days[-1].day for _begin, end in windows)


def _key_of(day: date, cadence: str) -> tuple[int, int]:
    if months := _MONTHS.get(Cadence(cadence)):
        return day.year, (day.month - 1) // months
    return day.isocalendar()[:2]


def _is_whole(cycle: Sequence[date], cadence: str) -> bool:
    months = _MONTHS.get(Cadence(cadence))
    if months is None:
        return len(cycle) == 7  # noqa: PLR2004 (a week)
    first, after = cycle[0], date.fromordinal(cycle[-1].toordinal() + 1)
    return first.day == after.day == 1 and (first.month - 1) % months == (after.month - 1) % months == 0
