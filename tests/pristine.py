"""Puts the database back as the migrations left it, for tests that commit.

Django's own flush fails on tables whose triggers forbid removing rows, and it would also empty what migrations filled
(working days, rubrics). So what migrating left is kept aside and put back: on SQLite as a whole, on PostgreSQL the rows of each table.
"""

from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.backends.utils import CursorWrapper

from evaluations.usage.models.months import months

PREFIX = "pristine_"
UNTOUCHED = {"django_migrations"}
_kept: dict[str, Any] = {}


def keep() -> None:
    """Set what migrating left aside; call it once, after migrating."""
    if connection.vendor == "sqlite":
        _kept["database"] = type(connection.connection)(":memory:")
        connection.connection.backup(_kept["database"])
        return
    _kept["months"] = set(months())
    with connection.cursor() as cursor:
        for table in _tables(cursor):
            cursor.execute(f"CREATE TABLE {PREFIX}{table} AS SELECT {_columns(cursor, table)} FROM {table}")


def restore() -> None:
    """Remove every row, and the months that rows of usage were given, and put the kept ones back."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        _kept["database"].backup(connection.connection)
        return
    with connection.cursor() as cursor:
        tables = _tables(cursor)
        cursor.execute("SET session_replication_role = replica")  # triggers and foreign keys step aside here
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
        for month in set(months()) - _kept["months"]:
            cursor.execute(f"DROP TABLE {month}")
        for table in tables:
            columns = _columns(cursor, f"{PREFIX}{table}")
            cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {PREFIX}{table}")
        cursor.execute("SET session_replication_role = origin")
        for statement in _sequence_resets(set(tables)):
            cursor.execute(statement)


def _tables(cursor: CursorWrapper) -> list[str]:
    names = connection.introspection.table_names(cursor)
    return [name for name in names if not name.startswith(PREFIX) and name not in UNTOUCHED]


def _columns(cursor: CursorWrapper, table: str) -> str:
    """Those that somebody writes, not those that the database works out."""
    cursor.execute(
        "SELECT string_agg(format('%%I', column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    (names,) = cursor.fetchone()
    return str(names)


def _sequence_resets(tables: set[str]) -> list[str]:
    from django.apps import apps

    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
    return connection.ops.sequence_reset_sql(no_style(), models)
