"""Let the time spent on a matter be promised, and measured from usage; it joins the library."""

from typing import Any

from django.conf import settings
from django.db import migrations, models

from lifecycle.commitments.library_v2 import ADDED


def store(apps: Any, schema_editor: Any) -> None:
    indicators = apps.get_model("commitments", "Indicator")
    position = indicators.objects.count()
    for place, indicator in enumerate(ADDED, start=position + 1):
        indicators.objects.create(position=place, **indicator)


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0004_add_local_indicators"),
        ("organisations", "0002_add_delegations_and_interests"),
        ("systems", "0002_facts_to_settle"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="commitment",
            name="commitment_formula_known",
        ),
        migrations.RemoveConstraint(
            model_name="indicator",
            name="indicator_formula_known",
        ),
        migrations.AlterField(
            model_name="commitment",
            name="formula",
            field=models.CharField(
                blank=True,
                choices=[
                    ("effective_users", "effective users"),
                    ("effective_share", "effective users ÷ eligible users, in %"),
                    ("substantive_actions", "substantive actions"),
                    ("completion_rate", "matters completed ÷ matters started, in %"),
                    ("minutes_per_case", "time spent on completed matters ÷ their number, in minutes"),
                    ("cost_per_use", "annual cost ÷ substantive actions of a year, in yuan"),
                    ("inbound_calls", "calls by other systems"),
                    ("active_users", "users who signed in"),
                ],
                max_length=30,
                verbose_name="computed as",
            ),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="formula",
            field=models.CharField(
                blank=True,
                choices=[
                    ("effective_users", "effective users"),
                    ("effective_share", "effective users ÷ eligible users, in %"),
                    ("substantive_actions", "substantive actions"),
                    ("completion_rate", "matters completed ÷ matters started, in %"),
                    ("minutes_per_case", "time spent on completed matters ÷ their number, in minutes"),
                    ("cost_per_use", "annual cost ÷ substantive actions of a year, in yuan"),
                    ("inbound_calls", "calls by other systems"),
                    ("active_users", "users who signed in"),
                ],
                max_length=30,
                verbose_name="computed as",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("formula", ""),
                    (
                        "formula__in",
                        [
                            "effective_users",
                            "effective_share",
                            "substantive_actions",
                            "completion_rate",
                            "minutes_per_case",
                            "cost_per_use",
                            "inbound_calls",
                            "active_users",
                        ],
                    ),
                    _connector="OR",
                ),
                name="commitment_formula_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("formula", ""),
                    (
                        "formula__in",
                        [
                            "effective_users",
                            "effective_share",
                            "substantive_actions",
                            "completion_rate",
                            "minutes_per_case",
                            "cost_per_use",
                            "inbound_calls",
                            "active_users",
                        ],
                    ),
                    _connector="OR",
                ),
                name="indicator_formula_known",
            ),
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
    ]
