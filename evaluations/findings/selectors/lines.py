"""Reading usage once: its days for whoever fills cells, and what is added up of it, line by line from the same statement."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO, Any, Final

import numpy as np
from django.db import connection

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Reals, Whole
from evaluations.findings.rules.detector.sums import ABOUT, LINE, capped, put_together
from evaluations.findings.selectors.measurements import bound, day_number, mark, packed, usage
from evaluations.findings.selectors.quantities import columns
from evaluations.usage.models import MEASURES

BATCH = 50_000
"""Lines fetched at a time: about 30 MB."""
FEW = 5_000
"""Systems named in one statement."""
_DAYS: Final = 9
_SUMS: Final = 10
_SPEAKING: Final = [name for name in MEASURES if name != "eligible_users"]


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read: rows of one day that tell the same measures are added up by ISO week, others are a line each.

    A line of ``told`` is ``system, collector, period, last day, marks, coverages, bound, inbound, eligible`` (see
    ``filling.Entries``; the last day is counted from its epoch), whether it knows anything but eligible users, and then those columns
    of ``sums.LINE`` in which any line may have something: ``places`` says which.
    """

    told: Reals
    places: Whole

    @classmethod
    def joined(cls, parts: Sequence["Lines"]) -> "Lines":
        places = np.unique(np.concatenate([np.zeros(0, np.int64), *(part.places for part in parts)]))
        whole = [np.zeros((len(part.told), _SUMS + len(places))) for part in parts]
        for part, lines in zip(parts, whole, strict=True):
            lines[:, [*range(_SUMS), *(_SUMS + np.searchsorted(places, part.places))]] = part.told
        return cls(np.concatenate([np.zeros((0, _SUMS + len(places))), *whole]), places)

    def ordered(self) -> "Lines":
        """By system and collector."""
        return Lines(self.told[np.lexsort((self.told[:, 1], self.told[:, 0]))], self.places)

    def without(self, systems: Collection[int]) -> "Lines":
        return Lines(self.told[~np.isin(self.told[:, 0], list(systems))], self.places)

    def save(self, file: IO[bytes]) -> None:
        np.save(file, self.told)
        np.save(file, self.places)

    @classmethod
    def load(cls, file: IO[bytes]) -> "Lines":
        """What was saved next."""
        return cls(np.load(file), np.load(file))

    def reach_before(self, day: int) -> bool:
        """Whether any stands for a day before (counted from the epoch)."""
        return bool((self.told[:, 3] - self.told[:, 2] + 1 < day).any())

    @property
    def days(self) -> Reals:
        return self.told[:, :_DAYS]

    def sums(self, systems: Sequence[int] | Whole | None = None) -> Reals:
        """A line as ``sums.LINE`` says, of these systems or of all; its week is that in which the row ends, from the epoch."""
        chosen = self.told[:, _DAYS] > 0
        read = self.told[chosen if systems is None else chosen & np.isin(self.told[:, 0], systems)]
        lines = np.zeros((len(read), LINE))
        lines[:, :2], lines[:, 2], lines[:, 3] = read[:, :2], read[:, 3] // 7, read[:, 2]
        lines[:, self.places] = read[:, _SUMS:]
        longer = lines[:, 3] > 1
        return np.concatenate([put_together(lines[~longer]), put_together(capped(lines[longer]))])


def measures_told(as_of: date) -> frozenset[str]:
    """The measures that any row up to ``as_of`` tells, eligible users left out. A few statements."""
    return _measures_told("u.day <= %s", [as_of])


def of_systems(
    as_of: date, numbers: Parameters, *, systems: Sequence[int], told: frozenset[str] | None = None
) -> Lines:
    """All usage of the systems of these ids up to ``as_of``. A few statements for every few thousand of them.

    ``told``: the measures their rows may tell, when that has been looked up for all of them.
    """
    some = [", ".join(str(each) for each in systems[start : start + FEW]) for start in range(0, len(systems), FEW)]
    return Lines.joined(
        [part for ids in some for part in _read(f"u.day <= %s AND u.system_id IN ({ids})", [as_of], numbers, told)]
    )


def in_parts(
    as_of: date, numbers: Parameters, *, first: int, ends: Sequence[int], told: frozenset[str]
) -> Iterator[Lines]:
    """All usage up to ``as_of`` of the systems from the id ``first`` on, a part for each of the ids ``ends``, ascending: of the systems
    up to it that no part before holds.

    Rows lie by the day, so that one pass over all of them is far cheaper than one for every few thousand systems. Two statements.
    """
    where, values = "u.day <= %s AND u.system_id BETWEEN %s AND %s", [as_of, first, ends[-1]]
    came = _came(f"u.day_marks IS NULL AND {where}", values, numbers, told, in_order=True)
    kept = _kept(f"u.day_marks IS NOT NULL AND {where}", values, in_order=True)
    for parts in zip(_cut(came, ends), _cut(kept, ends), strict=True):
        yield Lines.joined(parts)


def _cut(read: Iterator[Lines], ends: Sequence[int]) -> Iterator[Lines]:
    """What was read in the order of systems, cut behind each of the ids ``ends``."""
    waiting = Lines.joined([])
    for end in ends:
        batches = [waiting]
        while not len(batches[-1].told) or batches[-1].told[-1, 0] <= end:
            if (batch := next(read, None)) is None:
                break
            batches.append(batch)
        whole = Lines.joined(batches)
        at = int(np.searchsorted(whole.told[:, 0], end, side="right"))
        yield Lines(whole.told[:at], whole.places)
        waiting = Lines(whole.told[at:], whole.places)


def of_week(week_end: date, numbers: Parameters) -> Lines:
    """The same of rows that lie within one ISO week, of all systems."""
    where = f"u.day BETWEEN %s AND %s AND {day_number()} %% 7 >= u.period_days - 1"
    return Lines.joined(list(_read(where, [week_end - timedelta(days=6), week_end], numbers, None)))


def _read(where: str, values: list[Any], numbers: Parameters, told: frozenset[str] | None) -> Iterator[Lines]:
    """Rows as they came, then weeks put together from days, which are read as days."""
    known = _measures_told(where, values) if told is None else told
    yield from _came(f"u.day_marks IS NULL AND {where}", values, numbers, known)
    yield from _kept(f"u.day_marks IS NOT NULL AND {where}", values)


def _came(
    where: str, values: list[Any], numbers: Parameters, known: frozenset[str], *, in_order: bool = False
) -> Iterator[Lines]:
    """Rows that tell the same measures are added up together, so that nothing need be asked of each of them; columns of measures
    that no row tells are neither read nor asked for. Adding up is most of the work, and few are told."""
    measures = sorted(known)
    asked = {
        place: each.sql
        for place, each in enumerate(columns(numbers, alike=True), ABOUT)
        if known.issuperset(each.needs)
    }
    days = packed("u.number", "u.mark", "u.coverage", "u.bound")
    telling = " + ".join(
        ["0", *(f"CASE WHEN u.{name} IS NULL THEN 0 ELSE {1 << at} END" for at, name in enumerate(measures))]
    )
    carried = ", ".join(f"u.{name}" for name in sorted({*known, "inbound_calls", "eligible_users"}))
    once = "OFFSET 0" if connection.vendor == "postgresql" else "LIMIT -1"  # has marks worked out once for each row
    sql = f"""
        SELECT u.system_id, u.collector_id, u.period_days, MAX(u.number), {", ".join(days)},
               COALESCE(MAX(u.inbound_calls), -1), COALESCE(MAX(u.eligible_users), -1), u.telling
               {"".join(f", CAST({each} AS double precision)" for each in asked.values())}
        FROM (
            SELECT u.system_id, u.collector_id, u.period_days, u.day, u.coverage, {carried},
                   {telling} AS telling, {day_number()} AS number, {mark()} AS mark, {bound()} AS bound
            FROM {usage()} WHERE {where} {once}
        ) u
        GROUP BY u.system_id, u.collector_id, u.period_days, u.telling,
                 CASE WHEN u.period_days = 1 THEN u.number / 7 ELSE u.number END
        {"ORDER BY u.system_id" if in_order else ""}
    """  # noqa: S608 (names of our own tables and columns, here and below)
    places = np.array([*asked], np.int64)
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(BATCH):
            yield Lines(np.array(rows, np.float64), places)


def _kept(where: str, values: list[Any], *, in_order: bool = False) -> Iterator[Lines]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT u.system_id, u.collector_id, 1, {day_number()}, u.day_marks, u.day_coverages, u.day_bound, "  # noqa: S608
            f"COALESCE(u.inbound_calls, -1), COALESCE(u.eligible_users, -1), "
            f"CASE WHEN {_any_of(_SPEAKING)} THEN 1 ELSE 0 END, u.day_sums FROM {usage()} WHERE {where}"
            f"{' ORDER BY u.system_id' if in_order else ''}",
            values,
        )
        while rows := cursor.fetchmany(BATCH):
            yield Lines(np.array([_whole(row) for row in rows], np.float64), np.arange(ABOUT, LINE))


def _whole(row: Sequence[Any]) -> list[float]:
    """A week that was put together when fewer columns were kept knows nothing of the others."""
    line = [*row[:_SUMS], *json.loads(row[_SUMS])]
    return [*line, *[0.0] * (_SUMS + LINE - ABOUT - len(line))]


def _measures_told(where: str, values: list[Any]) -> frozenset[str]:
    """Measures that any of the rows tells. Each statement ends at the first row that tells another, the last reads them all."""
    rest = list(_SPEAKING)
    with connection.cursor() as cursor:
        while rest:
            cursor.execute(
                f"SELECT {', '.join(rest)} FROM {usage()} WHERE {where} AND {_any_of(rest)} LIMIT 1",  # noqa: S608
                values,
            )
            if (row := cursor.fetchone()) is None:
                break
            rest = [name for name, value in zip(rest, row, strict=True) if value is None]
    return frozenset(_SPEAKING).difference(rest)


def _any_of(names: Sequence[str]) -> str:
    """SQL that asks whether a row tells any of some measures, be they one or none: COALESCE takes two at least."""
    return f"COALESCE({', '.join(['NULL', *(f'u.{name}' for name in names)])}, NULL) IS NOT NULL"
