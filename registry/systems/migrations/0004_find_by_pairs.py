"""On PostgreSQL the pairs of neighbouring characters of the text systems are searched in are kept beside it, and indexed."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FUNCTION = """
CREATE FUNCTION search_pairs(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT array_to_tsvector(ARRAY(SELECT substr(said, place, 2) FROM generate_series(1, length(said) - 1) AS place))
$$
"""
COLUMN = "ALTER TABLE systems_system ADD search_pairs tsvector GENERATED ALWAYS AS (search_pairs(search_text)) STORED"
INDEX = "CREATE INDEX system_search_pairs ON systems_system USING gin (search_pairs)"


def keep(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in (FUNCTION, COLUMN, INDEX):
            schema_editor.execute(statement)


def leave(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE systems_system DROP search_pairs")
        schema_editor.execute("DROP FUNCTION search_pairs(text)")


class Migration(migrations.Migration):
    dependencies = [
        ("systems", "0003_carry_on"),
    ]

    operations = [
        migrations.RunPython(keep, leave),
    ]
