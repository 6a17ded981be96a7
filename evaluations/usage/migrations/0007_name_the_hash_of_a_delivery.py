"""A receipt keeps the hash of what was delivered, not of itself."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("usage", "0006_keep_a_year_by_the_day")]
    operations = [migrations.RenameField("receipt", "sha256", "delivery_sha256")]
