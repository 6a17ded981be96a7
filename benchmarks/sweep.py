"""``python -m benchmarks.sweep --db sqlite|pg --size S|M|L|hosts --json FILE --check``: a whole sweep against a bare SQL aggregate.

Sizes: S 2,000 systems × 90 days, M 10,000 × 365, L 100,000 × 365, and ``hosts``: 27,500 systems over 76 weeks with 630,000 weekly rows,
as the public history of government web hosts has them. Seeded; the database is made anew below a temporary folder (SQLite) or in
a PostgreSQL started for it. Aggregate and sweep take turns. ``--check`` exits 1 when a limit is passed.
"""

import resource
import statistics
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import Any

import numpy as np

from benchmarks.command import Asked, run

SIZES = {"S": (2_000, 90, 1), "M": (10_000, 365, 1), "L": (100_000, 365, 1), "hosts": (27_500, 76, 7)}
"""Systems, periods, days in a period."""
HOSTS_ROWS = 630_000
MEMORY_MB = 1_000
GROWTH = 14.0
AS_OF = date(2026, 6, 28)  # a Sunday


def main() -> int:
    return run("sweep", says=__doc__, sizes=SIZES, reps=3, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Median seconds, peak memory, statements at N and N / 10, and the limits passed."""
    from evaluations.findings.models import Finding
    from evaluations.findings.services import sweep

    systems, periods, length = SIZES[asked.size]
    tenth = _fill(0, systems // 10, periods, length)
    sweep(as_of=AS_OF, by=None)  # the first event of the ledger takes other statements than those after it
    _forget()
    began = process_time()
    with _counted() as statements:
        sweep(as_of=AS_OF, by=None)
    small, small_statements = process_time() - began, len(statements)
    rows = tenth + _fill(systems // 10, systems - systems // 10, periods, length)
    aggregates, sweeps, cpu, again = [], [], [], []
    for _rep in range(asked.reps):
        _forget()
        aggregates.append(_timed(_aggregate))
        busy = process_time()
        with _counted() as statements:
            sweeps.append(_timed(lambda: sweep(as_of=AS_OF, by=None)))
        cpu.append(process_time() - busy)
        again.append(_timed(lambda: sweep(as_of=AS_OF, by=None)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    whole = statistics.median(sweeps)
    limits = {
        "statements grow with systems": len(statements) != small_statements,
        f"memory above {MEMORY_MB} MB": peak > MEMORY_MB,
        f"ten times the systems take more than {GROWTH} times as long": statistics.median(cpu) > GROWTH * small,
    }
    return {
        "systems": systems,
        "rows": rows,
        "findings": Finding.objects.count(),
        "aggregate_seconds": round(statistics.median(aggregates), 3),
        "sweep_seconds": round(whole, 3),
        "sweep_cpu_seconds": round(statistics.median(cpu), 3),
        "sweep_again_seconds": round(statistics.median(again), 3),
        "ratio": round(whole / statistics.median(aggregates), 2),
        "tenth_cpu_seconds": round(small, 3),
        "statements": len(statements),
        "statements_at_a_tenth": small_statements,
        "peak_mb": peak,
        "passed_limits": [limit for limit, passed in limits.items() if passed],
    }


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
            counts = np.where((np.arange(count) % 10 == 1) & (period > periods * 0.5), 0, counts)
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


def _forget() -> None:
    from evaluations.findings.models import Finding

    Finding.objects.all().delete()


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
