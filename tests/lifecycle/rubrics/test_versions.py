"""The seeded reviews are complete, and a version never changes."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from lifecycle.rubrics.models import Criterion, Rubric
from lifecycle.rubrics.selectors import rubric_for

pytestmark = pytest.mark.django_db

STEPS = ["necessity", "economy", "social_benefit"]


PROCESSES = ["admission", "evaluation", "retirement"]


def in_force(step: str, *, process: str = "retirement", on: date | None = None) -> Rubric:
    rubric = rubric_for(process, step, on=on)
    assert rubric is not None
    return rubric


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("step", STEPS)
def test_each_review_has_its_questions(process: str, step: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        rubric = in_force(step, process=process)
        criteria = list(rubric.criteria.all())
    assert (rubric.code, rubric.source) == (f"{process}/{step}/1", "expert_proposal")
    assert sum(criterion.weight for criterion in criteria) == Decimal(100)
    assert [len(criterion.anchors) for criterion in criteria] == [criterion.maximum + 1 for criterion in criteria]
    assert all(0 <= value <= criterion.maximum for criterion in criteria for value in criterion.reasons_for)


def test_a_step_without_questions_has_no_rubric() -> None:
    assert rubric_for("retirement", "decision") is None


def test_the_newest_version_in_force_on_the_day_is_the_one_that_holds() -> None:
    second = Rubric.objects.create(
        process="retirement", step="economy", version=2, title="Economy review", purpose="…",
        source="own_rule", source_text="…", effective_on=date(2026, 7, 1),
    )  # fmt: skip
    assert in_force("economy", on=date(2026, 6, 30)).version == 1
    assert rubric_for("retirement", "economy", on=date(2026, 7, 1)) == second
    assert rubric_for("retirement", "economy", on=date(2025, 12, 31)) is None


def _refused_by_the_database(change: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        change()


def test_the_database_refuses_to_change_or_remove_a_version() -> None:
    rows = (list(Rubric.objects.values()), list(Criterion.objects.values()))
    _refused_by_the_database(lambda: Rubric.objects.update(title="Something else"))
    _refused_by_the_database(lambda: Criterion.objects.filter(code="need").update(weight=1))
    _refused_by_the_database(lambda: Criterion.objects.filter(code="need").delete())
    assert (list(Rubric.objects.values()), list(Criterion.objects.values())) == rows
