"""Tables whose rows are for ever: models are marked :func:`insert_only`, and the database itself refuses every change.

Extra defence: version, unique keys and the hash chain are enough without it. Covers UPDATE and DELETE, TRUNCATE on
PostgreSQL, and REPLACE on SQLite (whose implied delete fires the trigger because ``recursive_triggers`` is on). SQLite makes a
table anew for most changes of its shape and forgets its triggers, so the guards are looked after following every migration.
"""

from typing import Any, TypeVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation

Model = TypeVar("Model", bound=type[models.Model])

_kept: list[type[models.Model]] = []
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION taizhang_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME; END $$
"""


def insert_only(model: Model) -> Model:
    """Mark a model whose rows are never changed or removed after they were inserted."""
    _kept.append(model)
    return model


def kept() -> list[type[models.Model]]:
    """Every model that is marked."""
    return list(_kept)


def unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables of marked models that lack one of their guards. Two queries."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        source = (
            "SELECT tgname FROM pg_trigger"
            if connection.vendor == "postgresql"
            else ("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        )
        cursor.execute(source)
        there = {name for (name,) in cursor.fetchall()}
    names = [model._meta.db_table for model in kept() if model._meta.db_table in tables]
    return [table for table in names if not guards_of(table, connection.vendor).keys() <= there]


def look_after(*, using: str, **_said: Any) -> None:
    """Put back what a migration took away; called after every ``migrate``."""
    connection = connections[using]
    for table in unguarded(connection):
        with connection.cursor() as cursor:
            for sentence in [*removals_of(table, connection.vendor), *creations_of(table, connection.vendor)]:
                cursor.execute(sentence)


def guards_of(table: str, vendor: str) -> dict[str, str]:
    """The triggers of a table: ``{name: sentence that makes it}``."""
    if vendor == "postgresql":
        return {
            f"{table}_{name}": f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION taizhang_insert_only()"
            for name, event, each in (
                ("no_update", "UPDATE", "ROW"),
                ("no_delete", "DELETE", "ROW"),
                ("no_truncate", "TRUNCATE", "STATEMENT"),
            )
        }
    return {
        f"{table}_{name}": f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or removed'); END"
        for name, event in (("no_update", "UPDATE"), ("no_delete", "DELETE"))
    }


def creations_of(table: str, vendor: str) -> list[str]:
    shared = [_POSTGRES_FUNCTION] if vendor == "postgresql" else []
    return [*shared, *guards_of(table, vendor).values()]


def removals_of(table: str, vendor: str) -> list[str]:
    on = f" ON {table}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on}" for name in guards_of(table, vendor)]


class InsertOnly(Operation):
    """Forbid every change to the rows of ``table`` after they were inserted."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for sentence in creations_of(self.table, schema_editor.connection.vendor):
            schema_editor.execute(sentence, None)  # no parameters: the % is its own

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for sentence in removals_of(self.table, schema_editor.connection.vendor):
            schema_editor.execute(sentence)

    def describe(self) -> str:
        return f"Make {self.table} insert-only"


class Alterable(InsertOnly):
    """Take the ban off ``table`` while a migration alters it; :class:`InsertOnly` has to follow in the same migration.

    SQLite alters a table by making it anew, which would lose its triggers without a word.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Let {self.table} be altered"
