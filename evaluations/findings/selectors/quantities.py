"""Reading what is added up of usage: a line per system, collector, week and length of period."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Reals
from evaluations.findings.rules.detector.quantities import DAYS, IDLE_DAYS, PEOPLE, RATIOS, VOLUMES, needed
from evaluations.findings.rules.detector.sums import LINE
from evaluations.findings.selectors.measurements import BATCH, FEW, day_number, packed_days, usage
from evaluations.usage.models import MEASURES
from evaluations.usage.services.rolling import Cells

_MEASURES = [name for name in MEASURES if name != "eligible_users"]
_HEAD = 4
"""Columns of a line that say what it is about."""


def sum_lines(as_of: date, numbers: Parameters, *, systems: Sequence[int]) -> Reals:
    """What is added up of the systems of these ids up to ``as_of``: one statement for every few thousand of them.

    A line is as ``sums.LINE`` says; its week is that in which the row ends, from the epoch. Rows
    that know nothing but people are left out.
    """
    some = [", ".join(str(each) for each in systems[start : start + FEW]) for start in range(0, len(systems), FEW)]
    parts = [_read(f"u.day <= %s AND u.system_id IN ({ids})", [as_of], numbers) for ids in some]
    return np.concatenate([np.zeros((0, LINE)), *parts])


def week_sum_lines(week_end: date, numbers: Parameters) -> Reals:
    """The same of rows that lie within one ISO week, of all systems. One statement."""
    where = f"u.day BETWEEN %s AND %s AND {day_number()} %% 7 >= u.period_days - 1"
    return _read(where, [week_end - timedelta(days=6), week_end], numbers)


def cells(numbers: Parameters) -> Cells:
    """What a week that is put together keeps of its days: all that is read of them here and in :mod:`.measurements`.

    How many of them were idle is kept as ``numbers`` have it now.
    """
    array = "json_build_array" if connection.vendor == "postgresql" else "json_array"
    return Cells(*packed_days(), f"CAST({array}({', '.join(each.sql for each in _columns(numbers))}) AS text)")


@dataclass(frozen=True, slots=True)
class _Column:
    """``sql`` adds up rows, to 0 where not all measures it ``needs`` are told."""

    sql: str
    needs: Sequence[str]


def _columns(numbers: Parameters) -> list[_Column]:
    return [*_of_ratios(numbers), *_of_volumes(), *_told()]


def _read(where: str, values: list[Any], numbers: Parameters) -> Reals:
    """Rows as they came, then weeks put together from days, which count as days."""
    return np.concatenate([np.zeros((0, LINE)), *_came(where, values, numbers), *_put_together(where, values)])


def _came(where: str, values: list[Any], numbers: Parameters) -> Iterator[Reals]:
    """Columns of measures that no row tells are not asked for: adding up is most of the work, and few are told."""
    where = f"u.day_marks IS NULL AND {where}"
    told = _measures_told(where, values)
    if not told:
        return
    columns = {place: each.sql for place, each in enumerate(_columns(numbers), _HEAD) if told.issuperset(each.needs)}
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT u.system_id, u.collector_id, {day_number()} / 7 AS week, u.period_days, "  # noqa: S608 (our own names, here and below)
            f"{', '.join(f'CAST({each} AS double precision)' for each in columns.values())} "
            f"FROM {usage()} WHERE {where} AND {_any_of(sorted(told))} "
            "GROUP BY u.system_id, u.collector_id, week, u.period_days",
            values,
        )
        while rows := cursor.fetchmany(BATCH):
            lines = np.zeros((len(rows), LINE))
            lines[:, [*range(_HEAD), *columns]] = rows
            yield lines


def _measures_told(where: str, values: list[Any]) -> frozenset[str]:
    """Measures that any of the rows tells. Each statement ends at the first row that tells another, the last reads them all."""
    rest = list(_MEASURES)
    with connection.cursor() as cursor:
        while rest:
            cursor.execute(
                f"SELECT {', '.join(rest)} FROM {usage()} WHERE {where} AND {_any_of(rest)} LIMIT 1",  # noqa: S608
                values,
            )
            if (row := cursor.fetchone()) is None:
                break
            rest = [name for name, value in zip(rest, row, strict=True) if value is None]
    return frozenset(_MEASURES).difference(rest)


def _put_together(where: str, values: list[Any]) -> Iterator[Reals]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT u.system_id, u.collector_id, {day_number()} / 7, 1, u.day_sums "  # noqa: S608
            f"FROM {usage()} WHERE u.day_marks IS NOT NULL AND {where} AND {_any_of(_MEASURES)}",
            values,
        )
        while rows := cursor.fetchmany(BATCH):
            yield np.array([_whole(row) for row in rows], np.float64)


def _any_of(names: Sequence[str]) -> str:
    """SQL that asks whether a row tells any of some measures."""
    return f"COALESCE({', '.join(f'u.{name}' for name in names)}, NULL) IS NOT NULL"  # SQLite has none of one alone


def _whole(row: Sequence[Any]) -> list[float]:
    """A week that was put together when fewer columns were kept knows nothing of the others."""
    line = [*row[:_HEAD], *json.loads(row[_HEAD])]
    return [*line, *[0.0] * (LINE - len(line))]


def _of_ratios(numbers: Parameters) -> list[_Column]:
    """The parts, then the wholes of all ratios, of rows that know all a ratio is made of."""
    derived = {
        DAYS: "u.period_days",
        IDLE_DAYS: (
            f"(CASE WHEN u.cpu_p95 < {numbers.idle_cpu_percent:d} "
            f"AND u.network_mb < {numbers.idle_network_mb:d} * u.period_days THEN u.period_days ELSE 0 END)"
        ),
    }
    parts: list[_Column] = []
    wholes: list[_Column] = []
    for ratio in RATIOS:
        needs = needed(ratio)
        is_told = " AND ".join(f"u.{name} IS NOT NULL" for name in needs)
        for columns, names in ((parts, ratio.part), (wholes, ratio.whole)):
            if names == (PEOPLE,):
                weeks = "MAX(CASE WHEN u.period_days < 7 THEN 7 ELSE u.period_days END) / 7.0"
                sql = f"COALESCE(MAX(CASE WHEN {is_told} THEN u.active_users END) * {weeks}, 0)"
            else:
                added = " + ".join(derived.get(name, f"u.{name}") for name in names)
                sql = f"COALESCE(SUM(CASE WHEN {is_told} THEN {added} END), 0)"
            columns.append(_Column(sql, needs))
    return [*parts, *wholes]


def _of_volumes() -> list[_Column]:
    return [
        _Column(sql, [name])
        for name in VOLUMES
        for sql in (
            f"COALESCE(SUM(u.{name}), 0)",
            f"COALESCE(SUM(CASE WHEN u.{name} IS NOT NULL THEN u.period_days * u.coverage END), 0)",
        )
    ]


def _told() -> list[_Column]:
    """Organisations of one day and the next may be others: as many as all together, at most all it is meant for."""
    least = "LEAST" if connection.vendor == "postgresql" else "MIN"
    return [
        _Column(
            f"COALESCE({least}(SUM(u.using_organisations), MAX(u.eligible_organisations)), 0)", ["using_organisations"]
        ),
        _Column("COALESCE(MAX(u.eligible_organisations), 0)", ["eligible_organisations"]),
        _Column(f"COALESCE(MAX(CASE WHEN u.releases > 0 THEN {day_number()} END), 0)", ["releases"]),
        _Column(f"COALESCE(MAX(CASE WHEN u.releases IS NOT NULL THEN {day_number()} END), 0)", ["releases"]),
        *(_Column(sql, [name]) for name in ("complaints", "active_users") for sql in _told_for(name)),
    ]


def _told_for(name: str) -> list[str]:
    """Complaints are added up, users are those of the best day; each with the days it is told for, a week at least."""
    added = "SUM" if name == "complaints" else "MAX"
    days = f"MAX(CASE WHEN u.{name} IS NULL THEN 0 WHEN u.period_days < 7 THEN 7 ELSE u.period_days END)"
    return [f"COALESCE({added}(u.{name}), 0)", days]
