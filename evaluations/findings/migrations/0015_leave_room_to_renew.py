"""On PostgreSQL each page of findings keeps room for what the next sweep says of them, so that renewing one touches no index."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def leave_room(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE findings_finding SET (fillfactor = 70)")


def fill_up(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE findings_finding RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0014_say_again_what_is_not_new"),
    ]

    operations = [
        migrations.RunPython(leave_room, fill_up),
    ]
