"""Let workers that share a sweep know which measures are told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0015_leave_room_to_renew"),
    ]

    operations = [
        migrations.AddField(
            model_name="splitsweep",
            name="told",
            field=models.JSONField(default=list, help_text="The measures that any row told when it was planned."),
        ),
    ]
