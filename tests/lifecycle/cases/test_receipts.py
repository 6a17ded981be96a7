"""What was filed can be checked from its row alone."""

import pytest
from django.db import connection

from lifecycle.cases.commands import Claim, Declare, Return, Submit, SupersedeReview
from lifecycle.cases.enums import State
from lifecycle.cases.models import Decision, Review, Score, Submission
from lifecycle.cases.selectors.receipts import is_as_filed
from tests.lifecycle.cases.factories import CONTENT, answers, case_in, county, do

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed() -> None:
    """A case of two rounds with an override, and one with a superseded review: every shape a filed row has."""
    cast = county()
    case = case_in(State.REVIEW, cast)
    case = do(case, Return(("the data plan",)), cast.one("intake_officer"))
    do(case, Submit({**CONTENT, "affected": "Two villages."}, ("See “affected”.",)), cast.one("case_officer"))
    case_in(State.CLEARANCE, cast, objecting=("necessity",))
    other = case_in(State.REVIEW, cast)
    reviewer = cast.reviewer("necessity")
    for command in (Claim("necessity"), Declare("necessity", "none"), answers(other, "necessity")):
        other = do(other, command, reviewer)
    again = answers(other, "necessity")
    do(other, SupersedeReview(again.step, again.scores, "object", again.reasons), reviewer)


@pytest.mark.usefixtures("filed")
def test_every_filed_row_still_has_the_content_its_receipt_was_made_over() -> None:
    rows = [*Submission.objects.all(), *Review.objects.all(), *Decision.objects.all()]
    rows += [submission.case for submission in Submission.objects.all()]
    assert len(rows) > 10
    assert [row for row in rows if not is_as_filed(row)] == []


@pytest.mark.usefixtures("filed")
def test_a_row_that_was_altered_behind_the_program_s_back_is_found() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("DROP TRIGGER cases_score_no_update")
            cursor.execute("DROP TRIGGER cases_decision_no_update")
    score = Score.objects.order_by("pk")[0]
    Score.objects.filter(pk=score.pk).update(reason="Something else.")
    Decision.objects.update(reason="Something else.")
    assert [row for row in Review.objects.all() if not is_as_filed(row)] == [score.review]
    assert not is_as_filed(Decision.objects.get())
