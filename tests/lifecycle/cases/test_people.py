"""Acting for somebody else, and interests somebody declared: what is forbidden to one of two people is forbidden to both."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lifecycle.cases.commands import (
    Attest,
    Claim,
    Command,
    Countersign,
    Decide,
    Declare,
    Decline,
    Submit,
    Verify,
    Withdraw,
)
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.cases.selectors import allowed_actions, cases_visible_to, reviews_visible_to, tasks_of
from lifecycle.cases.services import execute
from registry.ledger.models import Event
from registry.organisations.enums import InterestKind, Role
from registry.organisations.models import Delegation, Interest, Membership, Organisation, Person
from registry.refusals import Refused
from tests.factories import LONG_AGO, organisation, person
from tests.lifecycle.cases.factories import CONTENT, County, answers, case_in, county, do, draft, file

pytestmark = pytest.mark.django_db


def acting_for(giver: Person, role: str, where: Organisation, taker: Person | None = None) -> Person:
    """Somebody to whom a role was handed over for this month."""
    today = timezone.localdate()
    taker = taker or person(role=Role.LEADER, organisation=where)
    Delegation.objects.create(
        giver=giver, taker=taker, role=role, organisation=where, since=today, until=today + timedelta(30), reason="休假"
    )
    return taker


def refused(case: Case, command: Command, by: Person) -> list[str]:
    before = Event.objects.count()
    with pytest.raises(Refused) as refusal:
        execute(case=case, command=command, by=by, expected_version=None)
    assert Event.objects.count() == before
    return [obstacle.code for obstacle in refusal.value.obstacles]


def reviewing(cast: County) -> tuple[Case, Person, Person]:
    """A case in review, its necessity reviewer, and somebody who acts for that reviewer."""
    case, giver = case_in(State.REVIEW, cast), cast.reviewer("necessity")
    return case, giver, acting_for(giver, Role.NECESSITY_REVIEWER, cast.reviewing["necessity"])


def test_whoever_acts_for_a_reviewer_reviews_and_both_have_the_duty() -> None:
    """D1."""
    cast = county()
    case, giver, taker = reviewing(cast)
    for command in (Claim("necessity"), Declare("necessity", "none"), answers(case, "necessity")):
        case = do(case, command, taker)
    duties = dict(case.duties.values_list("person", "kind"))
    assert (duties[giver.pk], duties[taker.pk]) == ("review:necessity", "review:necessity")
    review = case.reviews.get()
    assert (review.by, review.standing["delegated_by"], review.standing["role"]) == (
        taker, giver.account, "necessity_reviewer",
    )  # fmt: skip
    assert review.signed_by == f"{taker.name} (acting for {giver.name})"
    event = Event.objects.get(verb="cases.review_filed")
    assert event.sentence == f"filed the necessity review (acting for {giver.name})"


def test_a_duty_of_the_giver_is_in_the_takers_way() -> None:
    """D1, D2: over both people, whichever of them came first."""
    cast = county()
    author = cast.one("case_officer")
    Membership.objects.create(
        person=author, organisation=cast.reviewing["necessity"], role=Role.NECESSITY_REVIEWER, since=LONG_AGO
    )
    case = case_in(State.REVIEW, cast)
    taker = acting_for(author, Role.NECESSITY_REVIEWER, cast.reviewing["necessity"])
    for somebody in (taker, author):  # the bureau opened the case, which is a tie of the author's too
        assert refused(case, Claim("necessity"), somebody) == ["other-duty", "not-independent"]


def test_a_giver_who_is_recused_delegates_nothing() -> None:
    """D3."""
    cast = county()
    case, giver, taker = reviewing(cast)
    case = do(case, Claim("necessity"), giver)
    case = do(case, Declare("necessity", "conflict", "我弟弟承建。"), giver)
    assert refused(case, Claim("necessity"), taker) == ["recused"]


def test_a_taker_who_is_recused_leaves_the_giver_free() -> None:
    """D3."""
    cast = county()
    case, giver, taker = reviewing(cast)
    case = do(case, Claim("necessity"), taker)
    case = do(case, Declare("necessity", "conflict", "我弟弟承建。"), taker)
    assert refused(case, Claim("necessity"), taker) == ["recused"]
    assert do(case, Claim("necessity"), giver).tasks.get(step="necessity").assignee == giver


def test_a_tie_of_the_giver_is_in_the_takers_way() -> None:
    """D5."""
    cast = county()
    case, giver, taker = reviewing(cast)
    Membership.objects.create(person=giver, organisation=cast.sponsor, role=Role.LEADER, since=LONG_AGO)
    assert refused(case, Claim("necessity"), taker) == ["not-independent"]


def test_a_delegation_ends_with_the_givers_role() -> None:
    """D7."""
    cast = county()
    case, giver, taker = reviewing(cast)
    Membership.objects.filter(person=giver).update(until=timezone.localdate() - timedelta(days=1))
    assert refused(case, Claim("necessity"), taker) == ["role-missing"]


def test_the_second_signature_is_not_the_first_ones_deputy() -> None:
    """D8: two people, and not one through another."""
    cast = county()
    decider = cast.one("decision_maker")
    case = case_in(State.DECISION, cast, objecting=("economy",))
    deputy = acting_for(decider, Role.DECISION_MAKER, cast.bureau)
    case = do(case, Decide("retire", "不再使用"), decider)
    assert refused(case, Countersign("同意"), deputy) == ["same-person"]
    case = do(do(case, Decline("再议"), cast.another("decision_maker")), Decide("retire", "不再使用"), deputy)
    assert refused(case, Countersign("同意"), decider) == ["same-person"]
    assert do(case, Countersign("同意"), cast.another("decision_maker")).state == "clearance"


def test_who_verifies_is_not_the_attesters_deputy_either() -> None:
    """D6."""
    cast = county()
    operator = cast.one("operator")
    case = do(case_in(State.CLEARANCE, cast), Attest("accounts", "已清"), operator)
    Membership.objects.create(person=operator, organisation=cast.bureau, role=Role.CLEARANCE_VERIFIER, since=LONG_AGO)
    deputy = acting_for(operator, Role.CLEARANCE_VERIFIER, cast.bureau)
    assert "other-duty" in refused(case, Verify("accounts", ({"sha256": "0"},)), deputy)


def test_a_deputy_sees_and_is_offered_what_the_giver_would_be() -> None:
    """P1, P2."""
    cast = county()
    case, giver, taker = reviewing(cast)
    stranger = person(role=Role.LEADER, organisation=organisation())
    assert list(cases_visible_to(taker)) == [case]
    assert [task.step for task in tasks_of(taker).unclaimed] == ["necessity"]
    assert list(tasks_of(stranger).unclaimed) == []
    offered = [(each.name, each.target) for each in allowed_actions(case, taker) if each.is_allowed]
    assert ("claim", "necessity") in offered
    case = do(case, Claim("necessity"), giver)
    assert [task.step for task in tasks_of(taker).mine] == ["necessity"]


def test_a_deputy_reads_no_more_than_the_giver() -> None:
    """P3."""
    cast = county()
    case = file(case_in(State.REVIEW, cast), cast, "necessity")
    taker = acting_for(cast.reviewer("social_benefit"), Role.ASSESSOR, cast.reviewing["social_benefit"])
    assert (reviews_visible_to(case, taker).count(), case.reviews.count()) == (0, 1)


def interested(somebody: Person, where: Organisation) -> None:
    Interest.objects.create(
        person=somebody, organisation=where, kind=InterestKind.SHAREHOLDING, since=LONG_AGO, statement="持股"
    )


@pytest.mark.parametrize("owner", ["sponsor", "operator"])
def test_a_declared_interest_keeps_somebody_from_every_duty_that_judges(owner: str) -> None:
    """D5: the second layer of conflict."""
    cast = county()
    waiting, decided = case_in(State.REVIEW, cast), case_in(State.DECISION, cast)
    for somebody, case, command in (
        (cast.reviewer("necessity", 1), waiting, Claim("necessity")),
        (cast.one("decision_maker"), decided, Decide("retire", "不再使用")),
    ):
        interested(somebody, getattr(cast, owner))
        assert refused(case, command, somebody) == ["declared-interest"]


def test_an_interest_elsewhere_and_one_that_ended_are_in_nobodys_way() -> None:
    cast = county()
    case, reviewer = case_in(State.REVIEW, cast), cast.reviewer("necessity")
    interested(reviewer, organisation())
    interested(reviewer, cast.sponsor)
    Interest.objects.filter(organisation=cast.sponsor).update(until=timezone.localdate() - timedelta(days=1))
    assert do(case, Claim("necessity"), reviewer).tasks.get(step="necessity").assignee == reviewer


def test_whoever_only_submits_may_have_interests() -> None:
    """The author owns the wish; it is the judges who have to be free."""
    cast = county()
    interested(cast.one("case_officer"), cast.sponsor)
    assert do(draft(cast), Submit(CONTENT), cast.one("case_officer")).state == "intake"


def test_a_superuser_acts_for_nobody() -> None:
    """D9."""
    cast = county()
    root = person(is_superuser=True)
    assert refused(draft(cast), Withdraw("?"), root) == ["role-missing"]
