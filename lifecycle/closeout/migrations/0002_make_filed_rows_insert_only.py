from django.db import migrations

from registry.ledger.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("closeout", "0001_begin"), ("ledger", "0002_make_events_insert_only")]
    operations = [
        InsertOnly("closeout_settlement"),
        InsertOnly("closeout_nothingheld"),
        InsertOnly("closeout_acceptance"),
        InsertOnly("closeout_announcement"),
        InsertOnly("closeout_holdreceipt"),
    ]
