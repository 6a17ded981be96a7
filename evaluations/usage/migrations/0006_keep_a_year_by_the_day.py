"""Put the first rule of retention in force."""

from datetime import date

from django.db import migrations


def put_in_force(apps, schema_editor):
    apps.get_model("usage", "Keeping").objects.create(
        effective_on=date(2026, 1, 1),
        daily_days=400,
        weekly_days=2250,
        provenance="expert_proposal",
        source="专家建议：逐日数据满一年另加补报期，逐周数据覆盖年度系统判定所需的五个完整周期",
    )


class Migration(migrations.Migration):
    dependencies = [("usage", "0005_keep_track_of_collectors")]
    operations = [migrations.RunPython(put_in_force, migrations.RunPython.noop)]
