"""On PostgreSQL usage is kept in a partition per month: a night touches one or two of them, an old one is packed or taken away whole.

Nothing of this shows in the model. Whoever writes rows makes the months they belong to beforehand; on SQLite there are none.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import connection, transaction

TABLE = "usage_usagerow"
_KNOWN = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass ORDER BY 1"


def make_months(days: Iterable[date]) -> None:
    """Have a partition for every month of these days. One statement where all are there; to be called before the rows are written.

    Attached rather than made in place: readers and writers of other months go on meanwhile. Of two that make the same month
    the second waits, and finds it.
    """
    if connection.vendor != "postgresql":
        return
    needed = {name_of(day): day.replace(day=1) for day in days}
    if needed.keys() <= set(months()):
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {TABLE} IN SHARE UPDATE EXCLUSIVE MODE")
        for name in sorted(needed.keys() - set(months())):
            cursor.execute(f"CREATE TABLE {name} (LIKE {TABLE} INCLUDING CONSTRAINTS)")
            cursor.execute(f"ALTER TABLE {TABLE} ATTACH PARTITION {name} {values_of(needed[name])}")


def months() -> list[str]:
    """The names of the partitions there are, oldest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [TABLE])
        return [name for (name,) in cursor.fetchall()]


def name_of(day: date) -> str:
    return f"{TABLE}_{day:%Y_%m}"


def values_of(first: date) -> str:
    """The clause for the month that begins on ``first``."""
    return f"FOR VALUES FROM ('{first}') TO ('{next_month(first)}')"


def next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def ahead(today: date, *, count: int) -> Iterator[date]:
    """The first days of this month and of those that follow."""
    first = today.replace(day=1)
    for _number in range(count):
        yield first
        first = next_month(first)


@transaction.atomic
def pack(first: date) -> None:
    """Give back what rows that were taken out of a month left empty: nothing is written to an old one again that could use it.

    A month without rows is dropped, another is written anew in the order of its key. Whoever reads that month waits meanwhile.
    """
    name = name_of(first)
    if connection.vendor != "postgresql" or name not in months():
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # where the caller wrote in the same transaction
        cursor.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name})")  # noqa: S608 (our own names)
        if not cursor.fetchone()[0]:
            cursor.execute(f"DROP TABLE {name}")
            return
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %s::regclass AND indisunique", [name]
        )
        (key,) = cursor.fetchone()
        cursor.execute(f"CLUSTER {name} USING {key}")
