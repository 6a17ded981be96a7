"""On PostgreSQL usage goes into a partition per month, and back; SQLite keeps one table.

The table is made anew beside itself and filled from it: rows, checks, keys, indexes and references are those it had, under the names
they had. What was the primary key is only a number from now on: a key of a partitioned table must hold what it is parted by, which
``(day, system, collector, period_days)`` does.
"""

from datetime import date
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "usage_usagerow"
BEFORE = "usage_usagerow_before"
SEQUENCE = f"{TABLE}_id_seq"


def part(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            _made_anew(cursor, parted=True)


def join(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            _made_anew(cursor, parted=False)


def _made_anew(cursor: Any, *, parted: bool) -> None:
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid), contype FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('p', 'u', 'f') "
        "ORDER BY contype DESC",
        [TABLE],
    )
    constraints = cursor.fetchall()
    keys = {name for name, _definition, kind in constraints if kind != "f"}
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND schemaname = current_schema()", [TABLE]
    )
    indexes = [definition.replace(" ON ONLY ", " ON ") for name, definition in cursor.fetchall() if name not in keys]
    cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {TABLE}")  # noqa: S608 (our own names, here and below)
    (last,) = cursor.fetchone()
    cursor.execute(f"SELECT DISTINCT date_trunc('month', day)::date FROM {TABLE}")  # noqa: S608
    months = sorted(month for (month,) in cursor.fetchall())
    cursor.execute(f"ALTER TABLE {TABLE} RENAME TO {BEFORE}")
    cursor.execute(f"ALTER SEQUENCE {SEQUENCE} RENAME TO {SEQUENCE}_before")
    clause = "PARTITION BY RANGE (day)" if parted else ""
    cursor.execute(f"CREATE TABLE {TABLE} (LIKE {BEFORE} INCLUDING CONSTRAINTS) {clause}")
    cursor.execute(f"CREATE SEQUENCE {SEQUENCE} AS bigint OWNED BY {TABLE}.id")
    cursor.execute(f"ALTER TABLE {TABLE} ALTER id SET DEFAULT nextval('{SEQUENCE}')")
    cursor.execute(f"SELECT setval('{SEQUENCE}', %s, %s)", [max(last, 1), last > 0])
    for month in months if parted else []:
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        cursor.execute(
            f"CREATE TABLE {TABLE}_{month:%Y_%m} PARTITION OF {TABLE} FOR VALUES FROM ('{month}') TO ('{following}')"
        )
    cursor.execute(f"INSERT INTO {TABLE} SELECT * FROM {BEFORE} ORDER BY day, system_id")  # noqa: S608
    cursor.execute(f"DROP TABLE {BEFORE}")
    for name, definition, kind in constraints:
        if kind != "p":
            cursor.execute(f"ALTER TABLE {TABLE} ADD CONSTRAINT {name} {definition}")
    if not parted:
        cursor.execute(f"ALTER TABLE {TABLE} ADD PRIMARY KEY (id)")
    for definition in indexes:
        cursor.execute(definition)


class Migration(migrations.Migration):
    dependencies = [("usage", "0007_name_the_hash_of_a_delivery")]

    operations = [migrations.RunPython(part, join)]
