"""Store version 1 of the library of indicators."""

from typing import Any

from django.db import migrations

from lifecycle.commitments.library_v1 import INDICATORS


def store(apps: Any, schema_editor: Any) -> None:
    indicators = apps.get_model("commitments", "Indicator")
    for position, indicator in enumerate(INDICATORS, start=1):
        indicators.objects.create(position=position, **indicator)


class Migration(migrations.Migration):
    dependencies = [("commitments", "0002_make_promises_insert_only")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
