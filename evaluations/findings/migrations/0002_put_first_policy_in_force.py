from datetime import date

from django.db import migrations

from evaluations.findings.policy import Parameters


def put_in_force(apps, schema_editor):
    apps.get_model("findings", "Policy").objects.create(
        version=1,
        parameters=Parameters().stored(),
        source="专家建议；五类“僵尸”系统的划分依据国办发〔2017〕39号",
        effective_on=date(2026, 1, 1),
    )


class Migration(migrations.Migration):
    dependencies = [("findings", "0001_begin")]
    operations = [migrations.RunPython(put_in_force, migrations.RunPython.noop)]
