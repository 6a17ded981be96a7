from django.db import migrations, models

from registry.ledger.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("findings", "0007_keep_what_was_decided")]
    operations = [
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_as", ""), models.Q(("state", "confirmed"), _negated=True)),
                    models.Q(
                        ("confirmed_as__in", ["unused", "merge", "hard_to_use", "to_evaluate"]), ("state", "confirmed")
                    ),
                    _connector="OR",
                ),
                name="finding_confirmed_as_something",
            ),
        ),
        InsertOnly("findings_ruling"),
        InsertOnly("findings_answer"),
    ]
