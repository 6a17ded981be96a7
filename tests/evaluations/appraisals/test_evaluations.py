"""An evaluation gets its figures when it is opened, the reviewers' answers when all are filed, and a decision by people."""

from datetime import timedelta
from decimal import Decimal

import pytest

from evaluations.appraisals.enums import Grade, Proposal, ProposalReason, Purpose, Standing
from evaluations.appraisals.models import Appraisal
from evaluations.appraisals.rules.scoring import total_of
from evaluations.appraisals.selectors.appraisals import of_case
from evaluations.appraisals.selectors.visibility import appraisals_visible_to
from evaluations.appraisals.services.appraising import complete
from evaluations.appraisals.services.evaluating import open_evaluation
from lifecycle.cases.commands import Claim, Decide, Declare, FileReview, Return, Submit
from lifecycle.cases.enums import Opinion, State
from lifecycle.cases.grounds import sentences_of
from lifecycle.cases.models import Case, Review
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.selectors.facts import rubric_of
from lifecycle.cases.services import open_case
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.refusals import Refused
from registry.systems.models import System
from tests import factories
from tests.evaluations.appraisals.factories import daily, monthly, yesterday
from tests.lifecycle.cases.factories import STEPS, County, county, do

pytestmark = pytest.mark.django_db

CONTENT = {"proposed": "keep", "reason": "The figures say so.", "sponsors_view": "Agrees."}


def used_system(cast: County) -> System:
    of = factories.system(sponsor=cast.sponsor, operator=cast.operator, eligible_users=100)
    daily(of, substantive_actions=20, started=20, completed=20, sessions=50, errors=0)
    monthly(of, [30] * 14, until=yesterday())
    return of


def opened(cast: County) -> Case:
    return open_case(system=used_system(cast), process="evaluation", grounds={}, by=cast.one("case_officer"))


def reviewed(case: Case, cast: County, value: int, *, steps: tuple[str, ...] = STEPS, number: int = 0) -> Case:
    """Each question answered with the same value."""
    for step in steps:
        reviewer = cast.reviewer(step, number)
        if case.tasks.get(round=case.round, step=step).assignee is None:
            case = do(case, Claim(step), reviewer)
        case = do(case, Declare(step, "none"), reviewer)
        rubric = rubric_of(case, step)
        assert rubric is not None
        codes = [criterion.code for criterion in rubric.criteria.all()]
        reasons = dict.fromkeys([*codes, "opinion"], "Seen.")
        case = do(case, FileReview(step, dict.fromkeys(codes, value), Opinion.SUPPORT, reasons), reviewer)
    return case


def under_review(cast: County) -> Case:
    case = do(opened(cast), Submit(CONTENT), cast.one("case_officer"))
    return do(case, cast.accept(), cast.one("intake_officer"))


def test_an_evaluation_is_filled_in_when_it_is_opened() -> None:
    cast = county()
    case = opened(cast)
    (appraisal,) = Appraisal.objects.all()
    assert (appraisal.case, appraisal.purpose, appraisal.judged, appraisal.by) == (
        case,
        Purpose.EVALUATION,
        False,
        None,
    )
    assert (appraisal.points, appraisal.weight_open) == (Decimal(20), Decimal(80))
    assert (appraisal.until, appraisal.until - appraisal.since) == (yesterday(), timedelta(days=364))


def test_an_evaluation_opened_on_figures_keeps_them_as_its_grounds() -> None:
    cast = county()
    of, until = used_system(cast), yesterday()
    case = open_evaluation(system=of, since=until - timedelta(days=90), until=until, by=cast.one("case_officer"))
    (appraisal,) = Appraisal.objects.all()
    assert case.grounds["appraisal"]["code"] == appraisal.code
    assert case.grounds["appraisal"]["sha256"] == appraisal.sha256
    assert sentences_of(case.grounds)[0].startswith(f"Appraisal {appraisal.code} of ")


def test_figures_named_in_the_grounds_are_completed_like_those_made_for_the_case() -> None:
    cast = county()
    of, until, officer = used_system(cast), yesterday(), cast.one("case_officer")
    case = open_evaluation(system=of, since=until - timedelta(days=90), until=until, by=officer)
    assert of_case(Appraisal.objects.all(), case) == Appraisal.objects.get()
    case = reviewed(do(do(case, Submit(CONTENT), officer), cast.accept(), cast.one("intake_officer")), cast, 3)
    measured, complete_one = Appraisal.objects.order_by("pk")
    assert (complete_one.case, complete_one.follows, complete_one.judged) == (case, measured, True)
    assert of_case(Appraisal.objects.all(), case) == complete_one
    assert complete(case=case, by=None) is None


def test_a_second_open_evaluation_freezes_nothing() -> None:
    cast = county()
    case, until = opened(cast), yesterday()
    rows = Appraisal.objects.count()
    with pytest.raises(Refused):
        open_evaluation(system=case.system, since=until - timedelta(days=90), until=until, by=cast.one("case_officer"))
    assert Appraisal.objects.count() == rows


def test_the_reviewers_answers_complete_it_before_anybody_decides() -> None:
    cast = county()
    case = reviewed(under_review(cast), cast, 3)
    assert case.state == State.DECISION
    measured, complete_one = Appraisal.objects.order_by("pk")
    assert (complete_one.judged, complete_one.follows, complete_one.round) == (True, measured, 1)
    judged = [value for value in complete_one.values if value["standing"] == Standing.JUDGED]
    assert {value["degree"] for value in judged} == {"1.0000"}
    assert {value["basis"]["review_sha256"] for value in judged} == set(Review.objects.values_list("sha256", flat=True))
    assert (complete_one.points, complete_one.weight_open) == (Decimal(85), Decimal(15))  # nothing promised
    assert (complete_one.grade_least, complete_one.grade_most, complete_one.grade) == (
        Grade.GOOD,
        Grade.EXCELLENT,
        "",
    )
    assert (complete_one.proposal, complete_one.proposal_reasons) == (Proposal.KEEP, [ProposalReason.HOLDS])
    assert total_of(complete_one.values).points == complete_one.points
    assert sha256_of(complete_one.sealed) == complete_one.sha256


def test_measured_values_are_taken_over_as_they_were_frozen() -> None:
    cast = county()
    case = under_review(cast)
    daily(case.system, days=300, inbound_calls=9, until=yesterday() - timedelta(days=400))
    reviewed(case, cast, 2)
    measured, complete_one = Appraisal.objects.order_by("pk")
    for before, after in zip(measured.values, complete_one.values, strict=True):
        if before["standing"] != Standing.NOT_JUDGED:
            assert before == after


def test_an_answer_that_the_need_is_gone_proposes_retirement_and_the_people_still_decide() -> None:
    cast = county()
    case = reviewed(under_review(cast), cast, 0)
    newest = Appraisal.objects.get(judged=True)
    assert newest.proposal == Proposal.RETIRE
    assert newest.proposal_reasons[:2] == [ProposalReason.NO_NEED, ProposalReason.ALL_ELSEWHERE]
    assert (case.state, case.decisions.count()) == (State.DECISION, 0)
    case = do(case, Decide("keep", "It is stand-by for floods."), cast.one("decision_maker"))
    assert case.state in {State.DECISION, State.CLOSED}


def test_completing_twice_changes_nothing() -> None:
    cast = county()
    case = reviewed(under_review(cast), cast, 3)
    assert complete(case=case, by=None) is None
    assert Appraisal.objects.count() == 2


def test_a_second_round_is_judged_again_on_the_same_figures() -> None:
    cast = county()
    case = reviewed(under_review(cast), cast, 3)
    case = do(case, Return(("the sponsor's view",)), cast.one("decision_maker"))
    case = do(case, Submit(CONTENT, ("Asked again.",)), cast.one("case_officer"))
    case = do(case, cast.accept(), cast.one("intake_officer"))
    reviewed(case, cast, 2)
    first, *judged = Appraisal.objects.order_by("pk")
    assert [(each.round, each.follows) for each in judged] == [(1, first), (2, first)]
    assert judged[1].points < judged[0].points


def seen(person: Person) -> list[bool]:
    return sorted(appraisals_visible_to(person).values_list("judged", flat=True))


def test_nobody_reads_the_reviewers_answers_before_they_may() -> None:
    cast = county()
    case = reviewed(under_review(cast), cast, 3)
    outsider = factories.person(role=Role.SPONSOR_STAFF)
    assert seen(cast.one("decision_maker")) == [False, True]
    assert seen(factories.person(role=Role.AUDITOR)) == [False, True]
    assert seen(cast.one("sponsor_staff")) == [False]
    assert seen(cast.reviewer("necessity")) == [False]
    assert seen(outsider) == []
    case = do(case, Decide("keep", "It is used."), cast.one("decision_maker"))
    assert case.state == State.CLOSED
    assert seen(cast.one("sponsor_staff")) == [False, True]
    assert seen(cast.reviewer("necessity")) == [False, True]
    assert seen(outsider) == []


def test_an_assessor_of_a_second_round_reads_no_answers_of_the_first() -> None:
    cast = county()
    case = reviewed(under_review(cast), cast, 3)
    case = do(case, Return(("the sponsor's view",)), cast.one("decision_maker"))
    case = do(case, Submit(CONTENT, ("Asked again.",)), cast.one("case_officer"))
    do(case, cast.accept(), cast.one("intake_officer"))
    double = factories.person(role=Role.ASSESSOR, organisation=cast.reviewing["social_benefit"])
    assert seen(double) == [False]
    assert seen(cast.reviewer("social_benefit", 1)) == [False]


def test_the_sponsor_sees_nothing_of_a_draft() -> None:
    cast = county()
    opened(cast)
    assert seen(cast.one("sponsor_staff")) == []
    assert seen(cast.one("case_officer")) == [False]
