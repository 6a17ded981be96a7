"""``python -m benchmarks.usage_write --db sqlite|pg --size S|M|L --reps 5 --json FILE --check``: taking usage in against writing it.

S = 60,000, M = 200,000, L = 632,500 rows (27,500 systems, 23 weeks), a tenth of the systems before. Three ways take turns on an
empty table: ``executemany`` of rows that are typed already (PostgreSQL: COPY), ``take_in`` of the same rows as JSON brings them (typed,
checked, coded, upserted), and ``bulk_create``. All must leave the same table. Ratios are of processor time, the server's included.
``--check`` exits 1 when a table differs and, from M on, below 0.7 × the first or 3 × the last.
"""

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks.command import Asked, Ratio, peak_mb, run, told
from benchmarks.spending import taking_turns

SIZES = {"S": (2_000, 30, 1), "M": (10_000, 20, 1), "L": (27_500, 23, 7)}
"""Systems, periods, days in a period."""
TINY = (20, 5, 1)
FIRST = date(2026, 1, 4)
OF_EXECUTEMANY, OF_BULK_CREATE = 0.7, 3.0


def main() -> int:
    return run("usage_write", says=__doc__, sizes=SIZES, reps=5, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Median seconds of each way, rows a second and the ratios."""
    from evaluations.usage.models import Collector
    from evaluations.usage.services import take_in
    from registry.organisations.models import Organisation
    from registry.systems.models import System

    sponsor = Organisation.objects.create(code="LOCAL-SPONSOR", name="Sponsor")
    systems, periods, length = SIZES.get(asked.size, TINY)
    codes = [f"SYS-{number:06d}" for number in range(systems)]
    System.objects.bulk_create((System(code=code, name=code, sponsor=sponsor) for code in codes), batch_size=500)
    ids = dict(System.objects.values_list("code", "pk"))
    collector = Collector.objects.create(code="gateway")
    tables: dict[int, set[int]] = {}

    def turns(rows: list[dict[str, Any]]) -> dict[str, Any]:
        typed = [_typed(row, ids, collector.pk) for row in rows]
        ways: dict[str, Callable[[], Any]] = {
            "executemany": lambda: _executemany(typed),
            "take_in": lambda: take_in(rows, collector="gateway", by=None),
            "bulk_create": lambda: _bulk_create(typed),
        }
        left = tables.setdefault(len(rows), set())
        return taking_turns(ways, asked.reps, before=_empty, after=lambda way: left.add(_digest()))

    rows = _rows(codes, periods, length)
    tenth = turns([row for row in rows if row["system"] < f"SYS-{systems // 10:06d}"])
    whole = turns(rows)
    busy = {way: each.busy for way, each in whole.items()}
    limited = asked.size in {"M", "L"}
    grows = f"N × 10: × {busy['take_in'] / tenth['take_in'].busy:.1f}"
    first = "COPY" if asked.db == "pg" else "executemany"
    ratios = [
        Ratio(
            f"{len(rows):,} rows written",
            first,
            busy["executemany"] / busy["take_in"],
            OF_EXECUTEMANY if limited else None,
            at_least=True,
            grows=grows,
        ),
        Ratio(
            f"{len(rows):,} rows written",
            "bulk_create",
            busy["bulk_create"] / busy["take_in"],
            OF_BULK_CREATE if limited else None,
            at_least=True,
        ),
    ]
    return {
        "rows": len(rows),
        "seconds": {way: [round(each.busy, 3), round(each.wall, 3)] for way, each in whole.items()},
        "rows_per_second": {way: round(len(rows) / each) for way, each in busy.items()},
        "peak_mb": peak_mb(),
        **told(ratios, {"the tables differ": any(len(each) != 1 for each in tables.values())}),
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

    from evaluations.usage.models.months import make_months
    from evaluations.usage.services.writing import COLUMNS

    make_months({date.fromisoformat(record[0]) for record in typed})
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
