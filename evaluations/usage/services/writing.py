"""The one set-based write of usage rows: an upsert that leaves alone what is already so.

SQLite takes the rows by ``executemany``; PostgreSQL by COPY into a temporary table and one INSERT … SELECT. Both run in the
caller's transaction and tell new, changed and same apart without reading the rows first: a row that was not there before has a
higher number than any before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from django.db import connection

from evaluations.usage.models import MEASURES, UsageRow
from evaluations.usage.models.months import make_months
from evaluations.usage.services.reading import Typed

_TABLE = UsageRow._meta.db_table
_KEY = ("day", "system_id", "collector_id", "period_days")
_VALUES = (*MEASURES, "coverage")
COLUMNS = (*_KEY, *_VALUES)
_UPSERT = (
    f"ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET "
    f"{', '.join(f'{name} = excluded.{name}' for name in _VALUES)}, "
    "day_marks = NULL, day_coverages = NULL, day_bound = NULL, day_sums = NULL "
    f"WHERE ({', '.join(f'{_TABLE}.{name}' for name in _VALUES)}) "
    f"IS DISTINCT FROM ({', '.join(f'excluded.{name}' for name in _VALUES)})"
)
_NAMES = ", ".join(COLUMNS)
_INTO = f"INSERT INTO {_TABLE} ({_NAMES})"
_ONE_ROW = f"{_INTO} VALUES ({', '.join(['%s'] * len(COLUMNS))}) {_UPSERT}"
_LAST = f"SELECT COALESCE(MAX(id), 0) FROM {_TABLE}"  # noqa: S608 (names of our own table and columns, here and below)
_SINCE = f"SELECT COUNT(*) FROM {_TABLE} WHERE id > %s"  # noqa: S608
_NUMBER = f"SELECT nextval(pg_get_serial_sequence('{_TABLE}', 'id'))"
_STAGE = f"CREATE TEMPORARY TABLE usage_incoming ON COMMIT DROP AS SELECT {_NAMES} FROM {_TABLE} LIMIT 0"  # noqa: S608
_COPY = "COPY usage_incoming ({names}) FROM STDIN (NULL 'None')"
_FROM_STAGE = (
    f"WITH done AS ({_INTO} SELECT {_NAMES} FROM usage_incoming {_UPSERT} RETURNING id > %s AS fresh) "  # noqa: S608
    "SELECT COUNT(*) FILTER (WHERE fresh), COUNT(*) FROM done"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What the write did to the table; ``same`` rows were left untouched."""

    new: int
    changed: int
    same: int


def write(blocks: Sequence[Typed], collectors: Mapping[str, int]) -> Written:
    """Insert or replace every row, in blocks; ``collectors`` maps code to id. One statement a block (SQLite), or five in all.

    The keys must be distinct over all blocks.
    """
    total = sum(map(len, blocks))
    if not total:
        return Written(0, 0, 0)
    new, touched = (_copied if connection.vendor == "postgresql" else _executed)(blocks, collectors)
    return Written(new, touched - new, total - touched)


def _records(block: Typed, collectors: Mapping[str, int], told: Sequence[str] = MEASURES) -> Iterator[tuple[Any, ...]]:
    """The rows, as :data:`_KEY`, the measures ``told`` and the coverage."""
    texts = {day: day.isoformat() for day in set(block.days)}
    measures = (block.measures[name] if name in block.measures else repeat(None) for name in told)
    return zip(  # noqa: B905 (the missing measures are endless)
        map(texts.__getitem__, block.days),
        block.systems,
        map(collectors.__getitem__, block.collectors),
        block.periods,
        *measures,
        block.coverage,
    )


def _executed(blocks: Sequence[Typed], collectors: Mapping[str, int]) -> tuple[int, int]:
    touched = 0
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        last = cursor.fetchone()[0]
        for block in blocks:
            cursor.executemany(_ONE_ROW, list(_records(block, collectors)))
            touched += cursor.rowcount
        cursor.execute(_SINCE, [last])
        return cursor.fetchone()[0], touched


def _copied(blocks: Sequence[Typed], collectors: Mapping[str, int]) -> tuple[int, int]:
    """Measures that no block tells are not sent; days and numbers hold nothing that would have to be escaped."""
    make_months({day for block in blocks for day in block.days})
    told = [name for name in MEASURES if any(name in block.measures for block in blocks)]
    names = (*_KEY, *told, "coverage")
    line = "\t".join(["%s"] * len(names)) + "\n"
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER)
        last = cursor.fetchone()[0]
        cursor.execute(_STAGE)
        with cursor.copy(_COPY.format(names=", ".join(names))) as copy:
            for block in blocks:
                copy.write("".join(map(line.__mod__, _records(block, collectors, told))))
        cursor.execute(_FROM_STAGE, [last])
        new, touched = cursor.fetchone()
        cursor.execute("DROP TABLE usage_incoming")
    return new, touched
