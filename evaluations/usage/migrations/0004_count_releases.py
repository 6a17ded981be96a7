"""Count releases, and what accounts publish."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("usage", "0003_measure_ease_and_honesty"),
    ]

    operations = [
        migrations.AddField(
            model_name="usagerow",
            name="releases",
            field=models.PositiveIntegerField(null=True, verbose_name="releases, or posts of an account"),
        ),
    ]
