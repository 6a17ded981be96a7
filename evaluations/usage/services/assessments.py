"""The days on which use is looked at."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.usage.models import AssessmentDay
from registry.ledger.services import Actor, record
from registry.refusals import Obstacle, refuse_if


@transaction.atomic
def add_assessment_day(*, day: date, label: str, by: Actor | None) -> AssessmentDay:
    """Note that use is looked at on a day. Findings of the next full sweep go by it.

    Raises:
        Refused: the day is noted already.
    """
    known = AssessmentDay.objects.filter(day=day).first()
    refuse_if(
        [Obstacle("day-taken", _("%(day)s is noted already: %(label)s") % {"day": day, "label": known.label}, "day")]
        if known
        else []
    )
    added = AssessmentDay.objects.create(day=day, label=label.strip())
    record("usage.assessment_added", subject=added, by=by, day=day, label=added.label)
    return added


@transaction.atomic
def remove_assessment_day(*, assessment: AssessmentDay, by: Actor | None) -> None:
    """Take a day back that was no assessment after all; the ledger keeps that it was noted."""
    record("usage.assessment_removed", subject=assessment, by=by, day=assessment.day, label=assessment.label)
    assessment.delete()
