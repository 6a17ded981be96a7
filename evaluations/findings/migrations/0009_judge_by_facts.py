"""Two kinds of finding more: nobody answers for it, and single signs to be watched; and what could replace a system."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0008_hold_decisions_for_good"),
        ("systems", "0002_facts_to_settle"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rival",
            fields=[
                (
                    "system",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="systems.system",
                    ),
                ),
                ("likeness", models.FloatField()),
                ("wider", models.FloatField()),
            ],
            options={
                "verbose_name": "what could replace a system",
            },
        ),
        migrations.RemoveConstraint(
            model_name="finding",
            name="finding_kind_known",
        ),
        migrations.AlterField(
            model_name="finding",
            name="kind",
            field=models.CharField(
                choices=[
                    ("unused", "unused"),
                    ("hard_to_use", "hard to use"),
                    ("flattered", "figures to be checked"),
                    ("back_end_only", "back end only"),
                    ("ownerless", "ownerless"),
                    ("signs", "single signs"),
                    ("not_monitored", "not monitored"),
                ],
                max_length=20,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["unused", "hard_to_use", "flattered", "back_end_only", "ownerless", "signs", "not_monitored"],
                    )
                ),
                name="finding_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="rival",
            name="other",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="systems.system"),
        ),
    ]
