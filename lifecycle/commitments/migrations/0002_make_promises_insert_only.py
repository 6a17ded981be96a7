from django.db import migrations

from registry.ledger.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("commitments", "0001_begin")]
    operations = [
        InsertOnly("commitments_indicator"),
        InsertOnly("commitments_commitment"),
        InsertOnly("commitments_duedate"),
    ]
