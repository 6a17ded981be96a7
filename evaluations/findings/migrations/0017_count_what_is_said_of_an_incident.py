"""Let whoever decides on an incident say which version they have read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0016_read_shards_together"),
    ]

    operations = [
        migrations.AddField(
            model_name="incident",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
    ]
