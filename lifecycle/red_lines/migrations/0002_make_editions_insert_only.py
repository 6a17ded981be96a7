from django.db import migrations

from registry.ledger.insert_only import InsertOnly


class Migration(migrations.Migration):
    dependencies = [("red_lines", "0001_begin")]
    operations = [InsertOnly("red_lines_edition"), InsertOnly("red_lines_line")]
