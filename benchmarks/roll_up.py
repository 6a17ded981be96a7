"""``python -m benchmarks.roll_up --db sqlite|pg --size S|M|L --reps 3 --json FILE --check``: a year of days put together into weeks.

S = 2,000 systems × 91 days, M = 10,000 × 364, L = 100,000 × 91, a tenth of the systems first. Two ways take turns, each rolled back:
``roll_up``, a week at a time, each week with what its days said of use, and the bare INSERT … SELECT and DELETE of the
same rows in two statements. Both must leave the same counters. The ratio is of processor time, the server's included; nobody set
a limit. ``--check`` exits 1 when the counters differ, or ten times the systems take more than 14 times as long.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from benchmarks import years
from benchmarks.command import Asked, Ratio, peak_mb, run, told
from benchmarks.spending import Spent, median, spent

SIZES = {"S": (2_000, 91), "M": (10_000, 364), "L": (100_000, 91)}
TINY = (20, 14)
GROWTH = 14.0
SUNDAY = date(2026, 3, 1)
TODAY = SUNDAY + timedelta(days=200)


def main() -> int:
    return run("roll_up", says=__doc__, sizes=SIZES, reps=3, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Seconds of both ways, their ratio, and how it grows."""
    from evaluations.usage.models import Keeping, UsageRow

    systems, days = SIZES.get(asked.size, TINY)
    Keeping.objects.all().delete()
    Keeping.objects.create(effective_on=date(2020, 1, 1), daily_days=180, weekly_days=3650, source="benchmark")
    fleet = years.Fleet(SUNDAY)
    fleet.tell(fleet.grow(systems // 10), range(days), of=days)
    tenth, same_tenth = _turns(asked.reps)
    fleet.tell(fleet.grow(systems), range(days), of=days)
    whole, same = _turns(asked.reps)
    grown = {way: each.busy / tenth[way].busy for way, each in whole.items()}
    ratios = [
        Ratio(
            f"{days} days into weeks",
            "INSERT … SELECT and DELETE",
            whole["roll_up"].busy / whole["bare"].busy,
            grows=f"N × 10: × {grown['roll_up']:.1f}",
        ),
        Ratio(f"{days} days into weeks, N × 10", "a tenth of the systems", grown["roll_up"], GROWTH),
    ]
    return {
        "systems": systems,
        "rows": UsageRow.objects.count(),
        "seconds": {way: [round(each.busy, 3), round(each.wall, 3)] for way, each in whole.items()},
        "peak_mb": peak_mb(),
        **told(ratios, {"the counters differ": not (same and same_tenth)}),
    }


def _turns(reps: int) -> tuple[dict[str, Spent], bool]:
    """Medians of both ways, and whether they always left the same counters."""
    several: dict[str, list[Spent]] = {"roll_up": [], "bare": []}
    left = set()
    for _rep in range(reps):
        for way, work in {"roll_up": _product, "bare": _bare}.items():
            took, digest = _undone(work)
            several[way].append(took)
            left.add(digest)
    return {way: median(each) for way, each in several.items()}, len(left) == 1


def _undone(work: Callable[[], object]) -> tuple[Spent, int]:
    from django.db import transaction

    with transaction.atomic():
        took = spent(work)
        digest = _digest()
        transaction.set_rollback(True)
    years.settle()
    return took, digest


def _product() -> None:
    from evaluations.findings.selectors.findings import policy_in_force
    from evaluations.findings.selectors.quantities import cells
    from evaluations.usage.services.rolling import roll_up

    done = roll_up(today=TODAY, cells=cells(policy_in_force(TODAY).numbers), by=None)
    assert done


def _bare() -> None:
    from django.db import connection

    from evaluations.usage.models import MEASURES, UsageRow
    from evaluations.usage.rules.series import LEVELS

    table = UsageRow._meta.db_table
    if connection.vendor == "postgresql":
        sunday = "CAST(date_trunc('week', day) AS date) + 6"
    else:
        sunday = "date(day, '-' || ((CAST(strftime('%w', day) AS integer) + 6) % 7) || ' days', '+6 days')"
    sums = ", ".join(f"{'MAX' if name in LEVELS else 'SUM'}({name})" for name in MEASURES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (day, system_id, collector_id, period_days, {', '.join(MEASURES)}, coverage) "
            f"SELECT {sunday}, system_id, collector_id, 7, {sums}, SUM(coverage * period_days) / 7 "
            f"FROM {table} WHERE period_days = 1 GROUP BY 1, 2, 3"
        )
        cursor.execute(f"DELETE FROM {table} WHERE period_days = 1")


def _digest() -> int:
    from django.db import connection

    from evaluations.usage.models import UsageRow
    from evaluations.usage.services.writing import COLUMNS

    digest = 0
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(COLUMNS)} FROM {UsageRow._meta.db_table} ORDER BY day, system_id, period_days"
        )
        while rows := cursor.fetchmany(50_000):
            digest = hash((digest, str(rows)))
    return digest


if __name__ == "__main__":
    sys.exit(main())
