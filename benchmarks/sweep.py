"""``python -m benchmarks.sweep --db sqlite|pg --size S|M|L|short|long|hosts --json FILE --check``: sweeps against a bare SQL aggregate.

Sizes: S 2,000 systems × 90 days, M 10,000 × 365, L 100,000 × 365, ``short`` and ``long`` 10,000 × 90 and × 730, and ``hosts``: 27,500
systems over 76 weeks with 630,000 weekly rows, as the public history of government web hosts has them. Seeded; the database is made
anew below a temporary folder (SQLite) or in a PostgreSQL started for it.

Taking turns: the bare aggregate of all days; a *night* that adds the week that ended (the dearest of the seven); the same again,
as on the six others; a sweep that makes everything *anew*, as once a week; and, for a few systems, a loop of ORM aggregates, which is
what would be written without a memory. ``--check`` exits 1 when a limit is passed.
"""

import resource
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.command import Asked, run

SIZES = {
    "S": (2_000, 90, 1),
    "M": (10_000, 365, 1),
    "L": (100_000, 365, 1),
    "short": (10_000, 90, 1),
    "long": (10_000, 730, 1),
    "hosts": (27_500, 76, 7),
}
"""Systems, periods, days in a period."""
HOSTS_ROWS = 630_000
MEMORY_MB = {"L": 6_000}
USUAL_MEMORY_MB = 1_500
GROWTH = 14.0
NIGHT = {"sqlite": 0.15, "pg": 0.25}
"""Of the bare aggregate of 365 days."""
LOOPED = 50
"""Systems of which the ORM loop is timed; the rest is as many times as much."""
AS_OF = date(2026, 6, 28)  # a Sunday
SATURDAY = AS_OF - timedelta(days=1)


def main() -> int:
    return run("sweep", says=__doc__, sizes=SIZES, reps=3, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Median seconds, ratios, statements at N and N / 10, peak memory, and the limits passed."""
    systems, periods, length = SIZES[asked.size]
    rows = _fill(0, systems // 10, periods, length)
    _sweep(AS_OF, full=True)  # the first event of the ledger takes other statements than those after it
    tenth = _Turn.taken()
    rows += _fill(systems // 10, systems - systems // 10, periods, length)
    turns = [_Turn.taken() for _rep in range(asked.reps)]
    aggregate, night, again, anew, anew_cpu = (
        statistics.median(getattr(turn, name) for turn in turns)
        for name in ("aggregate", "night", "again", "anew", "anew_cpu")
    )
    looped = _looped() / LOOPED * systems
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    most_memory = MEMORY_MB.get(asked.size, USUAL_MEMORY_MB)
    a_year = asked.size in {"M", "L"}
    limits = {
        "statements of a night grow with systems": turns[-1].night_statements != tenth.night_statements,
        f"memory above {most_memory} MB": peak > most_memory,
        f"ten times the systems take more than {GROWTH} times as long": anew_cpu > GROWTH * tenth.anew_cpu,
        f"a night takes more than {NIGHT[asked.db]} of the aggregate": a_year and night > NIGHT[asked.db] * aggregate,
        "the loop takes less than a hundred times as long": a_year and looped < 100 * night,
    }
    return {
        "systems": systems,
        "rows": rows,
        "findings": turns[-1].findings,
        "aggregate_seconds": round(aggregate, 3),
        "night_seconds": round(night, 3),
        "night_again_seconds": round(again, 3),
        "anew_seconds": round(anew, 3),
        "orm_loop_seconds": round(looped, 1),
        "night_ratio": round(night / aggregate, 2),
        "anew_ratio": round(anew / aggregate, 2),
        "loop_ratio": round(looped / night),
        "anew_growth": round(anew_cpu / tenth.anew_cpu, 1),
        "night_statements": turns[-1].night_statements,
        "anew_statements": turns[-1].anew_statements,
        "peak_mb": peak,
        "passed_limits": [limit for limit, passed in limits.items() if passed],
    }


@dataclass(frozen=True, slots=True)
class _Turn:
    """Seconds of each way, taken one after the other."""

    aggregate: float
    night: float
    again: float
    anew: float
    anew_cpu: float
    night_statements: int
    anew_statements: int
    findings: int

    @classmethod
    def taken(cls) -> "_Turn":
        from evaluations.findings.models import Finding

        _sweep(SATURDAY, full=True)
        aggregate = _timed(_aggregate)
        with _counted() as of_night:
            night = _timed(lambda: _sweep(AS_OF))
        again = _timed(lambda: _sweep(AS_OF))
        busy = process_time()
        with _counted() as of_anew:
            anew = _timed(lambda: _sweep(AS_OF, full=True))
        busy = process_time() - busy
        counts = len(of_night), len(of_anew), Finding.objects.count()
        return cls(aggregate, night, again, anew, busy, *counts)


def _sweep(as_of: date, *, full: bool = False) -> None:
    from evaluations.findings.services import sweep

    sweep(as_of=as_of, by=None, full=full)


def _fill(first: int, count: int, periods: int, length: int) -> int:
    """Insert systems and their usage; how many rows. A third is never used, decayed or unseen, the rest is in use."""
    from django.db import connection, transaction

    from evaluations.usage.models import Collector, UsageRow
    from registry.organisations.models import Organisation
    from registry.systems.models import System

    dice = np.random.default_rng(first + 1)
    sponsor = Organisation.objects.get_or_create(code="LOCAL-BENCH", defaults={"name": "Bench"})[0]
    collectors = [Collector.objects.get_or_create(code=f"collector-{number}")[0].pk for number in range(5)]
    launched = AS_OF - timedelta(days=1500)
    made = System.objects.bulk_create(
        System(code=f"B-{number:06d}", name=f"B {number}", sponsor=sponsor, eligible_users=500, launched_on=launched)
        for number in range(first, first + count)
    )
    ids = [system.pk for system in made]
    share = HOSTS_ROWS / (SIZES["hosts"][0] * periods) if length > 1 else 1.0
    ends = 0.3 + 0.4 * (
        np.arange(count) * 0.6180339887 % 1.0
    )  # never many at once: that would be a failure of the collector
    total = 0
    insert = (
        f"INSERT INTO {UsageRow._meta.db_table} (day, system_id, collector_id, period_days, sessions, coverage) "
        "VALUES (%s, %s, %s, %s, %s, 1.0)"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        for period in range(periods):
            day = (AS_OF - timedelta(days=length * (periods - 1 - period))).isoformat()
            seen = dice.random(count) < share
            if length > 1:  # hosts come and go: whole stretches, not single weeks, are missing
                phase = np.arange(first, first + count) * 0.6180339887 % 1.0
                seen = (phase + period / periods) % 1.0 < share
            counts = np.where(np.arange(count) % 10 == 0, 0, dice.poisson(40, count))
            counts = np.where((np.arange(count) % 10 == 1) & (period > periods * ends), 0, counts)
            rows = [
                (day, ids[each], collectors[each % 5], length, int(counts[each]))
                for each in np.flatnonzero(seen).tolist()
            ]
            cursor.executemany(insert, rows)
            total += len(rows)
    return total


def _aggregate() -> None:
    """What any sweep must at least do: add up each system's weeks, in the database, and fetch the sums."""
    from django.db import connection

    from evaluations.usage.models import UsageRow

    week = (
        "(day - DATE '1970-01-05') / 7"
        if connection.vendor == "postgresql"
        else "CAST(julianday(day) - 2440591.5 AS INTEGER) / 7"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT system_id, {week}, SUM(sessions), SUM(active_users), SUM(coverage * period_days), COUNT(*) "
            f"FROM {UsageRow._meta.db_table} GROUP BY 1, 2"
        )
        while cursor.fetchmany(50_000):
            pass


def _looped() -> float:
    """Seconds for a few systems asked one by one, signal by signal, as an ORM invites to."""
    from django.db.models import Count, Max, Q, Sum
    from django.db.models.functions import ExtractWeek

    from evaluations.usage.models import UsageRow
    from registry.systems.models import System

    began = perf_counter()
    for system in System.objects.order_by("id")[:LOOPED]:
        rows = UsageRow.objects.filter(system=system)
        rows.aggregate(last=Max("day", filter=Q(sessions__gt=0)), seen=Sum("coverage"), days=Count("id"))
        for weeks in (13, 26, 52):
            rows.filter(day__gt=AS_OF - timedelta(weeks=weeks)).aggregate(Sum("sessions"), Max("eligible_users"))
        list(rows.annotate(week=ExtractWeek("day")).values("week").annotate(Sum("sessions")).order_by("week"))
    return perf_counter() - began


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


@contextmanager
def _counted() -> Iterator[list[str]]:
    from django.db import connection

    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


if __name__ == "__main__":
    sys.exit(main())
