from datetime import date

from django.db import migrations

from lifecycle.calendar.schedules import SCHEDULES


def enter(apps, schema_editor):
    for number, exceptions in SCHEDULES.items():
        year = apps.get_model("calendar", "Year").objects.create(year=number)
        day_model = apps.get_model("calendar", "Day")
        day_model.objects.bulk_create(
            day_model(day=date.fromisoformat(day), year=year, kind=kind.value) for day, kind in exceptions.items()
        )


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_begin")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
