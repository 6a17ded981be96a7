from django.db import migrations

from registry.ledger.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_begin")]
    operations = [
        InsertOnly("cases_submission"),
        InsertOnly("cases_declaration"),
        InsertOnly("cases_review"),
        InsertOnly("cases_score"),
        InsertOnly("cases_decision"),
    ]
