from django.db import migrations

from registry.ledger.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("filings", "0001_begin"), ("ledger", "0002_make_events_insert_only")]
    operations = [InsertOnly("filings_cancellation")]
