"""``python -m benchmarks.usage_months --db pg --size S|M|L --json FILE --check``: usage in a partition a month, and in one table.

A year of days of 2,000, 10,000 or 30,000 systems, PostgreSQL only; the one table is a copy with the same keys and indexes. They
take turns under the same name, each turn rolled back: the first batch of a night, what a night reads, the charts of fifty systems, and
a month whose rows are taken away (dropped, against deleted). Last, once, the room a month takes after its roll-up and
after it was packed, and the migration of the one table. Ratios are of processor time, the server's included. Nobody set a limit.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from unittest.mock import patch

from benchmarks import years
from benchmarks.command import Asked, Ratio, run, told
from benchmarks.spending import Spent, median, spent

SIZES = {"S": (2_000, 365), "M": (10_000, 365), "L": (30_000, 365)}
SUNDAY = date(2026, 6, 28)
NIGHT = SUNDAY + timedelta(days=1)
OLD = date(2025, 8, 1)
TODAY = SUNDAY + timedelta(days=30)
TABLE, ASIDE = "usage_usagerow", "usage_aside"
CHARTS = 50


def main() -> int:
    return run("usage_months", says=__doc__, sizes=SIZES, reps=3, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Seconds of each way on either table, and the room of a month in MB."""
    if asked.db != "pg":
        raise SystemExit("SQLite keeps one table: --db pg")
    systems, days = SIZES[asked.size]
    fleet = years.Fleet(SUNDAY)
    rows = fleet.tell(fleet.grow(systems), range(days), of=days)
    _one_table()
    several: dict[tuple[str, str], list[Spent]] = {}
    for _rep in range(asked.reps):
        for table in ("months", "one table"):
            for way, work in _ways(fleet, parted=table == "months").items():
                several.setdefault((way, table), []).append(_undone(work))
            _swap()
    took = {key: median(each) for key, each in several.items()}
    ways = [way for way, table in took if table == "months"]
    ratios = [Ratio(way, "one table", took[way, "months"].busy / took[way, "one table"].busy) for way in ways]
    return {
        "systems": systems,
        "rows": rows,
        "seconds": {
            f"{way}, {table}": [round(each.busy, 3), round(each.wall, 3)] for (way, table), each in took.items()
        },
        "month_mb": _room(),
        "migrating_seconds": _migrated(),
        **told(ratios),
    }


def _ways(fleet: years.Fleet, *, parted: bool) -> dict[str, Callable[[], object]]:
    from evaluations.findings.policy import Parameters
    from evaluations.findings.selectors.lines import of_week
    from evaluations.usage.models import Collector
    from evaluations.usage.models.months import name_of, next_month
    from evaluations.usage.selectors import weekly_series
    from evaluations.usage.services.reading import Typed
    from evaluations.usage.services.writing import write
    from registry.systems.models import System

    count = len(fleet.ids)
    collectors = dict(Collector.objects.values_list("code", "pk"))
    code = next(iter(collectors))
    batch = Typed([NIGHT] * count, fleet.ids, [code] * count, [1] * count, {"sessions": [7] * count}, [1.0] * count)
    shown = list(System.objects.order_by("pk")[:CHARTS])
    removal = (
        f"DROP TABLE {name_of(OLD)}"
        if parted
        else f"DELETE FROM {TABLE} WHERE day >= '{OLD}' AND day < '{next_month(OLD)}'"
    )

    def written() -> None:
        with patch("evaluations.usage.services.writing.make_months"):  # it is there
            write([batch], collectors)

    return {
        "first batch of a night": written,
        "what a night reads": lambda: of_week(SUNDAY, Parameters()),
        "charts of fifty systems": lambda: [weekly_series(each, until=SUNDAY, weeks=26) for each in shown],
        "a month taken away": lambda: _execute(removal),
    }


def _one_table() -> None:
    """Beside the partitions, a copy that is none, with the same constraints and indexes."""
    _execute(f"CREATE TABLE {ASIDE} (LIKE {TABLE} INCLUDING ALL)")
    _execute(f"INSERT INTO {ASIDE} SELECT * FROM {TABLE} ORDER BY day, system_id")
    for column, other in (("system_id", "systems_system"), ("collector_id", "usage_collector")):
        _execute(f"ALTER TABLE {ASIDE} ADD FOREIGN KEY ({column}) REFERENCES {other} DEFERRABLE INITIALLY DEFERRED")
    _execute(f"VACUUM ANALYZE {ASIDE}")
    from evaluations.usage.models.months import make_months

    make_months([NIGHT])


def _swap() -> None:
    for before, after in ((TABLE, "usage_between"), (ASIDE, TABLE), ("usage_between", ASIDE)):
        _execute(f"ALTER TABLE {before} RENAME TO {after}")


def _undone(work: Callable[[], object]) -> Spent:
    from django.db import transaction

    with transaction.atomic():
        took = spent(work)
        transaction.set_rollback(True)
    return took


def _migrated() -> float:
    """What the migration of a table that is there takes, by the clock."""
    from django.db import connection

    _execute(f"DROP TABLE {ASIDE}")  # it numbers its rows by the same sequence
    migration = import_module("evaluations.usage.migrations.0008_keep_a_partition_a_month")
    with connection.schema_editor() as editor:
        migration.join(None, editor)
    with connection.schema_editor() as editor:
        return round(spent(lambda: migration.part(None, editor)).wall, 1)


def _room() -> dict[str, float]:
    """MB of an old month by the day, by the week, and packed."""
    from evaluations.findings.policy import Parameters
    from evaluations.findings.selectors.quantities import cells
    from evaluations.usage.models import Keeping
    from evaluations.usage.models.months import name_of, pack
    from evaluations.usage.services.rolling import roll_up

    Keeping.objects.all().delete()
    Keeping.objects.create(
        effective_on=date(2020, 1, 1), daily_days=(TODAY - OLD).days - 38, weekly_days=3650, source="benchmark"
    )
    room = {"by the day": _mb(name_of(OLD))}
    with patch("evaluations.usage.services.rolling.pack"):
        roll_up(today=TODAY, cells=cells(Parameters()), by=None)
    _execute(f"VACUUM {name_of(OLD)}")
    room["by the week"] = _mb(name_of(OLD))
    room["seconds to pack it"] = round(spent(lambda: pack(OLD)).wall, 2)
    return room | {"packed": _mb(name_of(OLD))}


def _mb(table: str) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s::regclass)", [table])
        return round(int(cursor.fetchone()[0]) / 1_000_000, 1)


def _execute(statement: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    sys.exit(main())
