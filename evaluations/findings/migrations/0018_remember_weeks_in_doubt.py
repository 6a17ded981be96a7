"""Remember of each collector how it stood in each week, not only where it failed: a sweep that finds other numbers makes it anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0017_count_what_is_said_of_an_incident"),
    ]

    operations = [
        migrations.RenameField("seriesblock", "out", "standing"),
    ]
