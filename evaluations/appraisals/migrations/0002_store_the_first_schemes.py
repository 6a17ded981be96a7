"""Store version 1 of the schemes, one per kind of system; work groups have none (they exit lightly)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import migrations

from evaluations.appraisals.models.schemes import totals_of
from evaluations.appraisals.schemes_v1 import SCHEMES, SOURCE_TEXT
from lifecycle.cases.receipts import sha256_of

EFFECTIVE_ON = date(2026, 1, 1)


def store(apps: Any, schema_editor: Any) -> None:
    schemes = apps.get_model("appraisals", "Scheme")
    for each in SCHEMES:
        sealed = {
            "kind": each["kind"],
            "version": 1,
            "indicators": each["indicators"],
            "lines": ["90.00", "80.00", "60.00"],
            "coverage_least_percent": "80.00",
            "remeasure_days": 91,
            "young_months": 12,
            "effective_on": EFFECTIVE_ON.isoformat(),
        }
        schemes.objects.create(
            **each,
            **totals_of(each["indicators"]),
            version=1,
            excellent_from=Decimal(90),
            good_from=Decimal(80),
            fair_from=Decimal(60),
            coverage_least_percent=Decimal(80),
            remeasure_days=91,
            young_months=12,
            source="own_rule",
            source_text=SOURCE_TEXT,
            effective_on=EFFECTIVE_ON,
            sha256=sha256_of(sealed),
        )


class Migration(migrations.Migration):
    dependencies = [("appraisals", "0001_begin")]
    operations = [migrations.RunPython(store, migrations.RunPython.noop)]
