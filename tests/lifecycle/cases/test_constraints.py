"""What the database itself holds (**D** of the invariants), whoever writes past the services: one row for each constraint.

``python -m tests.mutation`` takes each constraint away and sees its test fail here.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from lifecycle.cases.enums import ClearanceKind, ClearanceState, DutyKind, State
from lifecycle.cases.models import Case, Decision, DoneCommand, Duty, Review, Score, Submission
from lifecycle.rubrics.models import Criterion
from tests.lifecycle.cases.factories import County, case_in, county

pytestmark = pytest.mark.django_db


def again(row: models.Model, **changed: Any) -> None:
    """The same row once more, but for what is changed."""
    copy = type(row)(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    copy.pk = None
    for name, value in changed.items():
        setattr(copy, name, value)
    copy.save(force_insert=True)


def two_open_cases(case: Case, cast: County) -> None:
    again(case, number="RT-0000-0001")


def closed_without_an_outcome(case: Case, cast: County) -> None:
    Case.objects.filter(pk=case.pk).update(state=State.CLOSED)


def a_version_that_does_not_count(case: Case, cast: County) -> None:
    Case.objects.filter(pk=case.pk).update(version=0)


def two_reviews_of_a_step(case: Case, cast: County) -> None:
    again(Review.objects.filter(case=case)[0], sha256="")


def a_score_beyond_its_scale(case: Case, cast: County) -> None:
    score = Score.objects.filter(review__case=case)[0]
    other = Criterion.objects.exclude(rubric=score.review.rubric)[0]
    again(score, criterion=other, value=score.maximum + 1)


def two_submissions_in_a_round(case: Case, cast: County) -> None:
    again(Submission.objects.get(case=case))


def two_decisions(case: Case, cast: County) -> None:
    again(Decision.objects.get(case=case))


def two_duties(case: Case, cast: County) -> None:
    author = cast.one("case_officer")
    Duty.objects.create(case=case, person=author, kind=DutyKind.DECIDE, since=timezone.now())


def verified_by_whoever_attested(case: Case, cast: County) -> None:
    somebody = cast.one("operator")
    case.clearances.filter(kind=ClearanceKind.ACCOUNTS).update(
        state=ClearanceState.VERIFIED, attested_by=somebody, verified_by=somebody
    )


def verified_but_never_attested(case: Case, cast: County) -> None:
    case.clearances.filter(kind=ClearanceKind.ACCOUNTS).update(
        state=ClearanceState.VERIFIED, verified_by=cast.one("clearance_verifier")
    )


def an_override_by_one(case: Case, cast: County) -> None:
    other = case_in(State.DECISION, cast)
    again(Decision.objects.get(case=case), case=other, is_override=True)


def countersigned_by_the_same(case: Case, cast: County) -> None:
    other, decision = case_in(State.DECISION, cast), Decision.objects.get(case=case)
    again(decision, case=other, countersigned_by=decision.by)


def one_key_for_two_commands(case: Case, cast: County) -> None:
    for version in (1, 2):
        told = {"case": case, "command_sha256": "0" * 64, "version": version}
        DoneCommand.objects.create(by=cast.one("case_officer"), key="k", **told)


HELD: dict[str, Callable[[Case, County], None]] = {
    "one_open_case_per_process": two_open_cases,
    "case_closed_with_an_outcome": closed_without_an_outcome,
    "case_version_counts": a_version_that_does_not_count,
    "review_once_per_step": two_reviews_of_a_step,
    "score_within_its_scale": a_score_beyond_its_scale,
    "submission_once_per_round": two_submissions_in_a_round,
    "decision_once_per_case": two_decisions,
    "one_duty_per_person_and_case": two_duties,
    "attester_is_not_the_verifier": verified_by_whoever_attested,
    "clearance_verified_after_attested": verified_but_never_attested,
    "override_takes_two_people": an_override_by_one,
    "countersigned_by_somebody_else": countersigned_by_the_same,
    "idempotency_key_once_per_person": one_key_for_two_commands,
}


@pytest.mark.parametrize("constraint", HELD)
def test_the_database_refuses_what_no_service_would_write(constraint: str) -> None:
    cast = county()
    case = case_in(State.CLEARANCE, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        HELD[constraint](case, cast)
