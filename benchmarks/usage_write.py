"""``python -m benchmarks.usage_write --db sqlite|pg --size S|M|L --reps 5 --json FILE --check``: taking usage in against writing it.

S = 60,000, M = 200,000, L = 632,500 rows (27,500 systems, 23 weeks). Three ways take turns on an empty table: ``executemany`` of rows
that are typed already (PostgreSQL: COPY), ``take_in`` of the same rows as JSON brings them (typed, checked, coded, upserted), and
``bulk_create``. All must leave the same table. ``--check`` exits 1 when one does not and, from M on, below 0.7 × the first or
3 × the last.
"""

import random
import resource
import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import Any

from benchmarks.command import Asked, run

SIZES = {"S": (2_000, 30, 1), "M": (10_000, 20, 1), "L": (27_500, 23, 7)}
"""Systems, periods, days in a period."""
FIRST = date(2026, 1, 4)
OF_EXECUTEMANY, OF_BULK_CREATE = 0.7, 3.0


def main() -> int:
    return run("usage_write", says=__doc__, sizes=SIZES, reps=5, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Median seconds of each way, rows a second and the ratios. On SQLite seconds of processor time: all of it is in this process."""
    from django.db import connection

    from evaluations.usage.models import Collector
    from evaluations.usage.services import take_in
    from registry.organisations.models import Organisation
    from registry.systems.models import System

    sponsor = Organisation.objects.create(code="LOCAL-SPONSOR", name="Sponsor")
    systems, periods, length = SIZES[asked.size]
    codes = [f"SYS-{number:06d}" for number in range(systems)]
    System.objects.bulk_create((System(code=code, name=code, sponsor=sponsor) for code in codes), batch_size=500)
    ids = dict(System.objects.values_list("code", "pk"))
    collector = Collector.objects.create(code="gateway")
    rows = _rows(codes, periods, length)
    typed = [_typed(row, ids, collector.pk) for row in rows]
    ways: dict[str, Callable[[], Any]] = {
        "executemany": lambda: _executemany(typed),
        "take_in": lambda: take_in(rows, collector="gateway", by=None),
        "bulk_create": lambda: _bulk_create(typed),
    }
    clock = perf_counter if connection.vendor == "postgresql" else process_time
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    tables = set()
    for _rep in range(asked.reps):
        for way, act in ways.items():
            _empty()
            began = clock()
            act()
            seconds[way].append(clock() - began)
            tables.add(_digest())
    medians = {way: statistics.median(each) for way, each in seconds.items()}
    of_executemany = medians["executemany"] / medians["take_in"]
    of_bulk_create = medians["bulk_create"] / medians["take_in"]
    limits = {
        "the tables differ": len(tables) != 1,
        f"below {OF_EXECUTEMANY} of executemany": asked.size != "S" and of_executemany < OF_EXECUTEMANY,
        f"below {OF_BULK_CREATE} times bulk_create": asked.size != "S" and of_bulk_create < OF_BULK_CREATE,
    }
    return {
        "rows": len(rows),
        "seconds": {way: round(each, 3) for way, each in medians.items()},
        "rows_per_second": {way: round(len(rows) / each) for way, each in medians.items()},
        "of_executemany": round(of_executemany, 2),
        "of_bulk_create": round(of_bulk_create, 2),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "passed_limits": [limit for limit, passed in limits.items() if passed],
    }


def _rows(codes: list[str], periods: int, length: int) -> list[dict[str, Any]]:
    rng = random.Random(20260101)
    rows = []
    for period in range(periods):
        day = (FIRST + timedelta(days=period * length)).isoformat()
        for code in codes:
            active = rng.randrange(400)
            rows.append(
                {
                    "system": code,
                    "day": day,
                    "period_days": length,
                    "active_users": active,
                    "effective_users": active // 2,
                    "sessions": active * 3,
                    "errors": active // 50,
                    "coverage": rng.choice([1.0, 0.95]),
                }
            )
    return rows


def _typed(row: dict[str, Any], ids: dict[str, int], collector: int) -> tuple[Any, ...]:
    from evaluations.usage.models import MEASURES

    measures = (row.get(name) for name in MEASURES)
    return (row["day"], ids[row["system"]], collector, row["period_days"], *measures, row["coverage"])


def _executemany(typed: list[tuple[Any, ...]]) -> None:
    from django.db import connection, transaction

    from evaluations.usage.services.writing import COLUMNS

    names = ", ".join(COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY usage_usagerow ({names}) FROM STDIN") as copy:
                for record in typed:
                    copy.write_row(record)
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO usage_usagerow ({names}) VALUES ({marks})", typed)


def _bulk_create(typed: list[tuple[Any, ...]]) -> None:
    from evaluations.usage.models import UsageRow
    from evaluations.usage.services.writing import COLUMNS

    made = [UsageRow(**dict(zip(COLUMNS, record, strict=True))) for record in typed]
    UsageRow.objects.bulk_create(made, batch_size=2000)


def _empty() -> None:
    from evaluations.usage.models import UsageRow

    UsageRow.objects.all()._raw_delete("default")


def _digest() -> int:
    from evaluations.usage.models import UsageRow
    from evaluations.usage.services.writing import COLUMNS

    rows = UsageRow.objects.order_by("day", "system_id").values_list(*COLUMNS)
    return hash(tuple(map(str, rows.iterator(chunk_size=5000))))


if __name__ == "__main__":
    sys.exit(main())
