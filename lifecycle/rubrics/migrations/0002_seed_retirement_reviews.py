"""Store version 1 of the three retirement reviews."""

from datetime import date
from typing import Any

from django.db import migrations

from lifecycle.rubrics.retirement_v1 import RUBRICS, SOURCE_TEXT


def seed(apps: Any, schema_editor: Any) -> None:
    rubrics, criteria = apps.get_model("rubrics", "Rubric"), apps.get_model("rubrics", "Criterion")
    for questions in RUBRICS:
        rubric = rubrics.objects.create(
            process="retirement",
            step=questions["step"],
            version=1,
            title=questions["title"],
            purpose=questions["purpose"],
            source="expert_proposal",
            source_text=SOURCE_TEXT,
            effective_on=date(2026, 1, 1),
        )
        for position, criterion in enumerate(questions["criteria"], start=1):
            told = {"required": True, **criterion, "maximum": len(criterion["anchors"]) - 1}
            criteria.objects.create(rubric=rubric, position=position, **told)


class Migration(migrations.Migration):
    dependencies = [("rubrics", "0001_begin")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
