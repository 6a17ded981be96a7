"""Which questions hold."""

from datetime import date

from django.utils import timezone

from lifecycle.rubrics.models import Rubric


def rubric_for(process: str, step: str, *, on: date | None = None) -> Rubric | None:
    """The newest version in force on a day (today when none is given) with its criteria loaded; None where a step has no questions.

    Two queries.
    """
    day = on or timezone.localdate()
    versions = Rubric.objects.filter(process=process, step=step, effective_on__lte=day)
    return versions.order_by("-version").prefetch_related("criteria").first()
