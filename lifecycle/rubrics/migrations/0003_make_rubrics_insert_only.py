from django.db import migrations

from registry.ledger.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("rubrics", "0002_seed_retirement_reviews")]
    operations = [InsertOnly("rubrics_rubric"), InsertOnly("rubrics_criterion")]
