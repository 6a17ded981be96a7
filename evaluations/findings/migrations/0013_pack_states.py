from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    """What was remembered is not packed: the next sweep makes it anew, and so do those that workers had begun to share."""
    for name in ("Memory", "StateBlock", "SeriesBlock"):
        apps.get_model("findings", name).objects.all().delete()
    apps.get_model("findings", "SplitSweep").objects.filter(done=None).delete()


class Migration(migrations.Migration):
    dependencies = [("findings", "0012_page_from_the_index")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
