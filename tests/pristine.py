"""Puts the database back as the migrations left it, for tests that commit.

Django's own flush fails on tables whose triggers forbid removing rows, and it would also empty what migrations filled
(working days, rubrics). So the rows after migrating are kept aside in tables of their own and copied back.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection
from django.db.backends.utils import CursorWrapper

PREFIX = "pristine_"
UNTOUCHED = {"django_migrations"}


def keep() -> None:
    """Set the rows the migrations made aside; call it once, after migrating."""
    with connection.cursor() as cursor:
        for table in _tables(cursor):
            cursor.execute(f"CREATE TABLE {PREFIX}{table} AS SELECT * FROM {table}")


def restore() -> None:
    """Remove every row and copy the kept ones back."""
    with connection.cursor() as cursor:
        tables = _tables(cursor)
        with _without_guards(cursor):
            if connection.vendor == "postgresql":
                cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
            for table in tables:
                if connection.vendor == "sqlite":
                    cursor.execute(f"DELETE FROM {table}")
                cursor.execute(f"INSERT INTO {table} SELECT * FROM {PREFIX}{table}")
        for statement in _sequence_resets(set(tables)):
            cursor.execute(statement)


def _tables(cursor: CursorWrapper) -> list[str]:
    names = connection.introspection.table_names(cursor)
    return [name for name in names if not name.startswith(PREFIX) and name not in UNTOUCHED]


@contextmanager
def _without_guards(cursor: CursorWrapper) -> Iterator[None]:
    """Triggers and foreign keys step aside for this connection only (PostgreSQL), or are dropped and made again (SQLite)."""
    if connection.vendor == "postgresql":
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    with connection.constraint_checks_disabled():
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def _sequence_resets(tables: set[str]) -> list[str]:
    from django.apps import apps

    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
    return connection.ops.sequence_reset_sql(no_style(), models)
