"""Index the systems that were registered before this room existed; later ones are indexed as they are registered."""

import secrets
from typing import Any

from django.db import migrations

from registry.overlap.rules.features import features_of
from registry.overlap.rules.wording import recipe


def index(apps: Any, schema_editor: Any) -> None:
    indexed, system = apps.get_model("overlap", "Indexed"), apps.get_model("systems", "System")
    rows = (
        indexed(system_id=key, features=features_of(name, functions).tobytes(), recipe=recipe(), version=1)
        for key, name, functions in system.objects.order_by("id").values_list("id", "name", "functions")
    )
    if indexed.objects.bulk_create(rows, batch_size=500):
        apps.get_model("overlap", "IndexWrite").objects.create(version=1, stamp=secrets.token_hex(8), whole=True)


class Migration(migrations.Migration):
    dependencies = [("overlap", "0002_count_writes_not_state"), ("systems", "0001_begin")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
