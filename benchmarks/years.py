"""A seeded fleet and years of its usage, as large as asked for.

Rows go in by the day: ``executemany`` on SQLite, COPY on PostgreSQL. An INSERT … SELECT of made-up figures is no faster on either, for
most of the time goes into the indexes; so from five million rows on all but the key are left out meanwhile and made at the end.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

MANY = 5_000_000
COLLECTORS = 5
GOLDEN = 0.6180339887
COLUMNS = (
    "day",
    "system_id",
    "collector_id",
    "period_days",
    "active_users",
    "effective_users",
    "sessions",
    "substantive_actions",
    "errors",
    "coverage",
)


@dataclass(slots=True)
class Fleet:
    """Systems that are told of up to and including ``until``. ``share``: of the periods of which there is a row.

    In ``zeros`` and ``nothing`` a period leads to the collector, 0 to 4, that fails in it and tells zeros, or nothing.
    """

    until: date
    length: int = 1
    share: float = 1.0
    zeros: Mapping[int, int] = field(default_factory=dict)
    nothing: Mapping[int, int] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    collectors: list[int] = field(default_factory=list)

    def grow(self, systems: int) -> range:
        """Register systems up to so many; which are new."""
        from evaluations.usage.models import Collector
        from registry.organisations.models import Organisation
        from registry.systems.models import System

        sponsor = Organisation.objects.get_or_create(code="LOCAL-BENCH", defaults={"name": "Bench"})[0]
        self.collectors = [
            Collector.objects.get_or_create(code=f"collector-{number}")[0].pk for number in range(COLLECTORS)
        ]
        launched = self.until - timedelta(days=1500)
        new = range(len(self.ids), systems)
        made = System.objects.bulk_create(
            (
                System(
                    code=f"B-{number:06d}",
                    name=f"B {number}",
                    sponsor=sponsor,
                    eligible_users=500,
                    launched_on=launched,
                )
                for number in new
            ),
            batch_size=500,
        )
        self.ids += [system.pk for system in made]
        return new

    def tell(self, some: range, periods: range, *, of: int) -> int:
        """Insert rows of some systems for some of the last ``of`` periods, 0 being the oldest; how many."""
        total = 0
        with _few_indexes(when=len(some) * len(periods) >= MANY):
            for period in periods:
                total += _insert(self._rows(some, period, of))
        settle()
        return total

    def _rows(self, some: range, period: int, of: int) -> list[tuple[Any, ...]]:
        """A tenth was never used, a tenth fell out of use, the rest is in use.

        Never many fall out of use at once, and hosts are missing for whole stretches: else the collector would seem to have failed.
        """
        dice = np.random.default_rng([some.start, period])
        numbers = np.arange(some.start, some.stop)
        phase = numbers * GOLDEN % 1.0
        sessions = dice.poisson(40 * self.length, len(numbers))
        sessions[numbers % 10 == 0] = 0
        sessions[(numbers % 10 == 1) & (period > of * (0.3 + 0.4 * phase))] = 0
        sessions[numbers % COLLECTORS == self.zeros.get(period)] = 0
        active = dice.binomial(sessions, 0.6)
        effective = dice.binomial(active, 0.7)
        actions = effective + dice.binomial(effective, 0.5)
        errors = dice.binomial(sessions, 0.02)
        day = (self.until - timedelta(days=self.length * (of - 1 - period))).isoformat()
        told = numbers % COLLECTORS != self.nothing.get(period)
        seen = np.flatnonzero(((phase + period / of) % 1.0 < self.share) & told)
        columns = (active, effective, sessions, actions, errors)
        return [
            (day, self.ids[at + some.start], self.collectors[at % COLLECTORS], self.length, *counts, 1.0)
            for at, *counts in zip(seen.tolist(), *(column[seen].tolist() for column in columns), strict=True)
        ]


def tell_late(day: date) -> None:
    """Have a collector of its own tell of a day of the first system, as collectors do."""
    from evaluations.usage.models import UsageRow
    from evaluations.usage.services import take_in

    code = "late"
    UsageRow.objects.filter(collector__code=code).delete()
    take_in([{"system": "B-000000", "day": day.isoformat(), "active_users": 0}], collector=code, by=None)


def _insert(rows: list[tuple[Any, ...]]) -> int:
    from django.db import connection, transaction

    from evaluations.usage.models.months import make_months

    make_months({date.fromisoformat(row[0]) for row in rows})
    names = ", ".join(COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {_table()} ({names}) FROM STDIN") as copy:
                copy.write("".join(_as_text(rows)))
        else:
            cursor.executemany(f"INSERT INTO {_table()} ({names}) VALUES ({', '.join(['%s'] * len(COLUMNS))})", rows)
    return len(rows)


def _as_text(rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    for row in rows:
        yield "\t".join(map(str, row)) + "\n"


@contextmanager
def _few_indexes(*, when: bool) -> Iterator[None]:
    from django.db import connection

    from evaluations.usage.models import UsageRow

    for index in UsageRow._meta.indexes if when else ():
        with connection.schema_editor() as editor:
            editor.remove_index(UsageRow, index)
    yield
    for index in UsageRow._meta.indexes if when else ():
        with connection.schema_editor() as editor:
            editor.add_index(UsageRow, index)


def settle() -> None:
    """What a server does by itself in the minutes after so many rows."""
    from django.db import connection

    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"VACUUM ANALYZE {_table()}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def forget_before(day: date) -> None:
    """Take the rows of the days before away."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_table()} WHERE day < %s", [day])
    settle()


def _table() -> str:
    from evaluations.usage.models import UsageRow

    return UsageRow._meta.db_table
