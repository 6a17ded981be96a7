"""Store edition 1 of the red lines."""

from datetime import date
from typing import Any

from django.db import migrations

from lifecycle.red_lines.edition_v1 import LINES, TITLE


def store(apps: Any, schema_editor: Any) -> None:
    edition = apps.get_model("red_lines", "Edition").objects.create(
        version=1, title=TITLE, effective_on=date(2026, 1, 1)
    )
    lines = apps.get_model("red_lines", "Line")
    for position, line in enumerate(LINES, start=1):
        lines.objects.create(edition=edition, position=position, source="national_rule", **line)


class Migration(migrations.Migration):
    dependencies = [("red_lines", "0002_make_editions_insert_only")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
