"""What people see, may do and have to do."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from lifecycle.cases.commands import Claim, Declare, Note, Return, Submit
from lifecycle.cases.enums import Opinion, State
from lifecycle.cases.models import Case, Review
from lifecycle.cases.selectors import (
    allowed_actions,
    cases_visible_to,
    is_withheld_from,
    reviews_visible_to,
    tasks_of,
    timeline,
    trace,
)
from lifecycle.cases.selectors.ties import ties_of
from registry.organisations.enums import OrganisationKind, RelationKind, Role
from registry.organisations.models import Membership, Organisation, Person, Relation
from tests.factories import organisation, person
from tests.lifecycle.cases.factories import CONTENT, STEPS, County, answers, case_in, county, do, draft, file

pytestmark = pytest.mark.django_db


def steps_seen(case: Case, somebody: Person) -> list[str]:
    return [review.step for review in reviews_visible_to(case, somebody).order_by("id")]


def two_reviewed(cast: County) -> Case:
    """Necessity and economy are filed; the assessor has claimed the last review."""
    case = case_in(State.REVIEW, cast)
    for step in ("necessity", "economy"):
        case = file(case, cast, step)
    return do(case, Claim("social_benefit"), cast.reviewer("social_benefit"))


def test_finance_reads_the_necessity_review_before_filing() -> None:
    cast = county()
    case = file(case_in(State.REVIEW, cast), cast, "necessity")
    assert steps_seen(case, cast.reviewer("economy")) == ["necessity"]


def test_the_assessor_and_colleagues_read_earlier_opinions_only_after_filing() -> None:
    """P3."""
    cast = county()
    case = two_reviewed(cast)
    assert steps_seen(case, cast.reviewer("social_benefit")) == []
    assert steps_seen(case, cast.reviewer("social_benefit", 1)) == []
    reviewer = cast.reviewer("social_benefit")
    case = do(case, Declare("social_benefit", "none"), reviewer)
    case = do(case, answers(case, "social_benefit"), reviewer)
    assert steps_seen(case, reviewer) == list(STEPS)


def test_a_new_round_does_not_open_what_was_withheld() -> None:
    """P3."""
    cast = county()
    case = do(two_reviewed(cast), Return(("the contract",)), cast.one("intake_officer"))
    assert steps_seen(case, cast.reviewer("social_benefit")) == []
    case = do(case, Submit(CONTENT, ("added",)), cast.one("case_officer"))
    case = do(case, cast.accept(), cast.one("intake_officer"))
    assert steps_seen(case, cast.reviewer("social_benefit")) == []


def test_sponsor_and_operator_read_opinions_once_the_case_is_decided() -> None:
    cast = county()
    case = case_in(State.DECISION, cast)
    assert [steps_seen(case, cast.one(role)) for role in ("sponsor_staff", "operator")] == [[], []]
    case = case_in(State.CLEARANCE, cast)
    assert [steps_seen(case, cast.one(role)) for role in ("sponsor_staff", "operator")] == [list(STEPS)] * 2


def test_the_bureau_and_auditors_read_everything_and_strangers_nothing() -> None:
    cast = county()
    case = two_reviewed(cast)
    filed = ["necessity", "economy"]
    assert steps_seen(case, cast.one("decision_maker")) == filed
    assert steps_seen(case, person(role=Role.AUDITOR)) == filed
    assert [steps_seen(case, each) for each in (person(), person(is_superuser=True))] == [[], []]
    assert Review.objects.filter(case=case).count() == 2


def test_remarks_of_reviewers_hide_with_their_reviews() -> None:
    """P3: the timeline shows what was done, never an opinion."""
    cast = county()
    case = do(two_reviewed(cast), Note("I object strongly."), cast.reviewer("economy"))
    noted = timeline(case, cast.one("decision_maker")).filter(verb="cases.noted").count()
    hidden = timeline(case, cast.reviewer("social_benefit"))
    assert (noted, hidden.filter(verb="cases.noted").count()) == (1, 0)
    for other in (cast.one("sponsor_staff"), cast.one("operator")):
        assert not timeline(case, other).filter(verb="cases.noted").exists()
    assert timeline(case, cast.reviewer("economy")).filter(verb="cases.noted").exists()
    assert hidden.filter(verb="cases.review_filed").count() == 2
    assert "support" not in str(list(hidden.values_list("data", flat=True)))


def test_hashes_over_what_is_withheld_are_withheld_too() -> None:
    """P3: whoever guesses an opinion could test the guess by its hash, or by the chain that holds it."""
    cast = county()
    case = two_reviewed(cast)
    reading = ("decision_maker", "case_officer")
    guessing = ("assessor", "sponsor_staff", "operator")
    assert [is_withheld_from(case, cast.one(role)) for role in reading] == [False, False]
    assert [is_withheld_from(case, cast.one(role)) for role in guessing] == [True, True, True]


def test_people_see_the_cases_their_roles_reach() -> None:
    cast, elsewhere = county(), county()
    case = case_in(State.REVIEW, cast)
    case_in(State.REVIEW, elsewhere)
    seeing = ("case_officer", "decision_maker", "necessity_reviewer", "assessor", "operator", "sponsor_staff")
    assert {role: list(cases_visible_to(cast.one(role))) for role in seeing} == {role: [case] for role in seeing}
    assert cases_visible_to(person(role=Role.AUDITOR)).count() == 2
    for nobody in (person(), person(is_superuser=True), person(role=Role.ADMINISTRATOR, organisation=cast.bureau)):
        assert list(cases_visible_to(nobody)) == []


def test_a_draft_is_the_bureaus_own() -> None:
    cast = county()
    case = draft(cast)
    assert list(cases_visible_to(cast.one("intake_officer"))) == [case]
    assert list(cases_visible_to(cast.one("sponsor_staff"))) == []


def test_ties_are_ownership_parenthood_and_relations_either_way() -> None:
    """D5."""
    cast = county()
    case = draft(cast)
    parent, firm, builder = organisation(), organisation(kind=OrganisationKind.THIRD_PARTY), organisation()
    Organisation.objects.filter(pk=cast.sponsor.pk).update(parent=parent)
    Relation.objects.create(one=builder, other=cast.operator, kind=RelationKind.BUILDS_FOR)
    Relation.objects.create(one=firm, other=builder, kind=RelationKind.CONTRACTS_WITH)
    child = organisation(parent=cast.sponsor)
    stranger = organisation()
    named = [cast.bureau, cast.sponsor, parent, child, builder, firm, stranger]
    assert list(ties_of(case, named).values()) == [
        {"opener"},
        {"sponsor"},
        {"sponsor"},
        {"sponsor"},
        {"operator", "contractor"},
        {"contractor"},
        set(),
    ]


def test_buttons_say_why_they_are_grey_in_the_words_of_the_refusal() -> None:
    cast = county()
    case = case_in(State.REVIEW, cast)
    actions = {
        (action.name, action.target): [obstacle.code for obstacle in action.obstacles]
        for action in allowed_actions(case, cast.reviewer("necessity"))
    }
    assert actions["claim", "necessity"] == []
    assert actions["claim", "economy"] == ["role-missing", "not-its-turn"]
    assert actions["declare", "necessity"] == ["not-yours"]
    assert actions["withdraw", ""] == ["role-missing"]
    assert ("decide", "") not in actions


def test_the_desk_offers_what_can_be_done_and_nothing_else() -> None:
    """P1."""
    cast = county()
    case = case_in(State.REVIEW, cast)
    reviewer, colleague = cast.reviewer("necessity"), cast.reviewer("necessity", 1)
    assert [task.step for task in tasks_of(reviewer).unclaimed] == ["necessity"]
    assert list(tasks_of(cast.reviewer("economy")).unclaimed) == []
    case = do(case, Claim("necessity"), reviewer)
    assert [task.step for task in tasks_of(reviewer).mine] == ["necessity"]
    assert list(tasks_of(colleague).unclaimed) == []
    case = do(case, Declare("necessity", "conflict", "My brother runs it."), reviewer)
    assert (list(tasks_of(reviewer).mine), list(tasks_of(reviewer).unclaimed)) == ([], [])
    assert [task.case for task in tasks_of(colleague).unclaimed] == [case]
    assert [task.step for task in tasks_of(cast.one("intake_officer")).done] == ["intake"]
    assert list(tasks_of(cast.one("case_officer")).opened) == [case]


def test_a_role_that_has_ended_empties_the_desk() -> None:
    """D7."""
    cast = county()
    case_in(State.REVIEW, cast)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(person=cast.reviewer("necessity")).update(until=yesterday)
    assert list(tasks_of(cast.reviewer("necessity")).unclaimed) == []


def test_a_decision_is_traced_back_to_everything_it_rests_on() -> None:
    cast = county()
    case = case_in(State.CLEARANCE, cast, objecting=("economy",))
    found = trace(case)
    assert found.decision == case.decisions.get()
    assert [traced.review.step for traced in found.reviews] == ["social_benefit", "economy", "necessity"]
    assert [[each.answer for each in traced.declarations] for traced in found.reviews] == [["none"]] * 3
    assert [[event.verb for event in traced.assignments] for traced in found.reviews] == [["cases.claimed"]] * 3
    assert [submission.round for submission in found.submissions] == [1]
    assert len(found.events) == case.version
    standing = found.reviews[0].review.standing
    assert (standing["role"], standing["organisation"]) == ("assessor", cast.reviewing["social_benefit"].code)


def test_events_read_as_sentences() -> None:
    cast = county()
    case = file(case_in(State.REVIEW, cast), cast, "necessity", Opinion.OBJECT)
    event = timeline(case, cast.one("case_officer")).get(verb="cases.review_filed")
    assert event.sentence == "filed the necessity review"
    unsaid = [each.verb for each in timeline(case, cast.one("case_officer")) if each.sentence == each.verb]
    assert unsaid == []


def test_the_page_about_the_lifecycle_is_what_the_tables_say() -> None:
    call_command("document_lifecycle", "--check")  # raises where it is not
