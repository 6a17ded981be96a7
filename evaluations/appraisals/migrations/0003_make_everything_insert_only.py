from django.db import migrations

from registry.ledger.insert_only import InsertOnly

MODELS = (
    "scheme", "reading", "appraisal", "selfevaluation", "draw", "spotcheck", "checkresult", "assignment", "peeropinion",
    "remeasurement", "bundle",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("appraisals", "0002_store_the_first_schemes")]
    operations = [InsertOnly(f"appraisals_{model}") for model in MODELS]
