"""Let a system carry on what an earlier one did."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("systems", "0002_facts_to_settle"),
    ]

    operations = [
        migrations.CreateModel(
            name="Predecessor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("renamed", "renamed or registered anew"),
                            ("moved", "moved to another sponsor"),
                            ("merged", "the earlier one was merged into it"),
                        ],
                        default="renamed",
                        max_length=12,
                        verbose_name="how",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="A document, a decision, a contract.", max_length=300, verbose_name="on what grounds"
                    ),
                ),
                (
                    "earlier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="succeeded",
                        to="systems.system",
                        verbose_name="earlier system",
                    ),
                ),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="systems.system",
                        verbose_name="system",
                    ),
                ),
            ],
            options={
                "verbose_name": "predecessor",
                "ordering": ["system", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["renamed", "moved", "merged"])), name="succession_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("earlier", models.F("system")), _negated=True),
                        name="predecessor_not_itself",
                    ),
                ],
            },
        ),
    ]
