from django.db import migrations

from registry.ledger.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_begin")]
    operations = [InsertOnly("ledger_event")]
