"""Which scheme holds, and what a scheme can ask."""

from datetime import date

from django.db.models import QuerySet

from evaluations.appraisals.models import Scheme
from lifecycle.rubrics.models import Criterion
from lifecycle.rubrics.selectors import rubric_for

REVIEW_STEPS = ("necessity", "economy", "social_benefit")


def schemes() -> QuerySet[Scheme]:
    """Every version, newest first within a kind."""
    return Scheme.objects.select_related("created_by").order_by("kind", "-version")


def scheme_for(kind: str, *, on: date) -> Scheme | None:
    """The newest version in force for a kind of system on a day; None for kinds nobody appraises. One query."""
    return Scheme.objects.filter(kind=kind, effective_on__lte=on).order_by("-version").first()


def questions(*, on: date) -> dict[tuple[str, str], Criterion]:
    """``{(step, code): question}`` that the reviewers of an evaluation are asked from a day on, in their order. Six queries."""
    asked = {}
    for step in REVIEW_STEPS:
        rubric = rubric_for("evaluation", step, on=on)
        for criterion in rubric.criteria.all() if rubric else ():
            asked[step, criterion.code] = criterion
    return asked
