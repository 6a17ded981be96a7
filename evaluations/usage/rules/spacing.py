"""Whether rows stand for as long as they lie apart. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_LEAST_ROWS = 3
_FAR = 5
"""Days of a system that are told one by one lie nearer, be it used on working days only."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """Of rows that stand for ``period`` days and mostly end ``apart`` days after one another: they overlap, or leave days out."""

    period: int
    apart: int

    @property
    def overlaps(self) -> bool:
        return self.period > 1


def odd_spacing(period: int, days: Mapping[int, Sequence[date]]) -> Spacing | None:
    """What is odd about rows of ``period`` days, by system the days they end on, in any order.

    Single days of which none follows another within the week, for all systems of three rows and more; or longer periods of which some
    overlap by half. Nothing else: months differ in length, and who reports now and then is asked for nothing more.
    """
    gaps = [_gaps(each) for each in days.values() if len(each) >= _LEAST_ROWS]
    least = [min(each) for each in gaps]
    odd = bool(gaps) and (min(least) >= _FAR if period == 1 else min(least) * 2 <= period)
    return Spacing(period, _usual(gaps)) if odd else None


def _gaps(days: Iterable[date]) -> list[int]:
    return [(later - earlier).days for earlier, later in pairwise(sorted(days))]


def _usual(gaps: Iterable[Iterable[int]]) -> int:
    return Counter(gap for each in gaps for gap in each).most_common(1)[0][0]
