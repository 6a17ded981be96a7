"""A migration operation that makes a table insert-only in the database itself.

Extra defence: version, unique keys and the hash chain are enough without it. Covers UPDATE and DELETE, TRUNCATE on
PostgreSQL, and REPLACE on SQLite (whose implied delete fires the trigger because ``recursive_triggers`` is on).
"""

from typing import Any

from django.db.migrations.operations.base import Operation

_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION taizhang_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME; END $$
"""


class InsertOnly(Operation):
    """Forbid every change to the rows of ``table`` after they were inserted; ``columns`` narrows the ban on updates."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, *columns: str) -> None:
        self.table = table
        self.columns = columns

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        of = f" OF {', '.join(self.columns)}" if self.columns else ""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(_POSTGRES_FUNCTION, None)  # no parameters: the % is its own
            for name, event, each in (
                ("no_update", f"UPDATE{of}", "ROW"),
                ("no_delete", "DELETE", "ROW"),
                ("no_truncate", "TRUNCATE", "STATEMENT"),
            ):
                schema_editor.execute(
                    f"CREATE TRIGGER {self.table}_{name} BEFORE {event} ON {self.table} "
                    f"FOR EACH {each} EXECUTE FUNCTION taizhang_insert_only()"
                )
        else:
            for name, event in (("no_update", f"UPDATE{of}"), ("no_delete", "DELETE")):
                schema_editor.execute(
                    f"CREATE TRIGGER {self.table}_{name} BEFORE {event} ON {self.table} "
                    f"BEGIN SELECT RAISE(ABORT, 'rows of {self.table} are never changed or removed'); END"
                )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        on = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        names = ["no_update", "no_delete"] + (["no_truncate"] if on else [])
        for name in names:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_{name}{on}")

    def describe(self) -> str:
        return f"Make {self.table} insert-only"
