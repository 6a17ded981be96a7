"""Store version 1 of the three admission and the three evaluation reviews."""

from datetime import date
from typing import Any

from django.db import migrations

from lifecycle.rubrics import admission_v1, evaluation_v1


def seed(apps: Any, schema_editor: Any) -> None:
    rubrics, criteria = apps.get_model("rubrics", "Rubric"), apps.get_model("rubrics", "Criterion")
    for process, wording in (("admission", admission_v1), ("evaluation", evaluation_v1)):
        for questions in wording.RUBRICS:
            rubric = rubrics.objects.create(
                process=process,
                step=questions["step"],
                version=1,
                title=questions["title"],
                purpose=questions["purpose"],
                source="expert_proposal",
                source_text=wording.SOURCE_TEXT,
                effective_on=date(2026, 1, 1),
            )
            for position, criterion in enumerate(questions["criteria"], start=1):
                told = {"required": True, **criterion, "maximum": len(criterion["anchors"]) - 1}
                criteria.objects.create(rubric=rubric, position=position, **told)


class Migration(migrations.Migration):
    dependencies = [("rubrics", "0003_make_rubrics_insert_only")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
