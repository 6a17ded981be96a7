"""Which roles may meet, who grants them, and what ends at once."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from registry.ledger.models import Event
from registry.organisations.enums import OrganisationKind, RelationKind, Role
from registry.organisations.models import Membership, Relation
from registry.organisations.rules import REVIEWERS, WORKFLOW, are_forbidden_together
from registry.organisations.selectors import are_related, organisations_visible_to, roles_of
from registry.organisations.services import end, grant, issue_token, revoke_token
from registry.refusals import Refused
from tests.factories import organisation, person, token

pytestmark = pytest.mark.django_db


def test_exactly_the_pairs_of_the_lifecycle_are_forbidden() -> None:
    expected = {frozenset({Role.DECISION_MAKER, reviewer}) for reviewer in REVIEWERS}
    expected |= {frozenset({Role.ADMINISTRATOR, role}) for role in WORKFLOW | {Role.AUDITOR}}
    assert {frozenset(pair) for pair in combinations(Role, 2) if are_forbidden_together(*pair)} == expected


def test_an_administrator_grants_a_role_and_it_is_recorded() -> None:
    administrator, somebody, where = person(role=Role.ADMINISTRATOR), person(), organisation()
    grant(person=somebody, organisation=where, role=Role.CASE_OFFICER, by=administrator)
    assert [(held.role, held.organisation) for held in roles_of(somebody, on=timezone.localdate())] == [
        (Role.CASE_OFFICER, where)
    ]
    event = Event.objects.get()
    assert (event.verb, event.subject, event.actor) == (
        "organisations.role_granted",
        somebody.username,
        administrator.username,
    )


@pytest.mark.parametrize("role", [None, Role.DECISION_MAKER, Role.LEADER, Role.AUDITOR])
def test_nobody_else_grants_anything(role: Role | None) -> None:
    by = person(role=role or "")
    before = Membership.objects.count()
    with pytest.raises(Refused) as refusal:
        grant(person=person(), organisation=organisation(), role=Role.LEADER, by=by)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["not-administrator"]
    assert (Membership.objects.count(), Event.objects.count()) == (before, 0)


def test_a_superuser_without_the_role_grants_nothing() -> None:
    with pytest.raises(Refused):
        grant(person=person(), organisation=organisation(), role=Role.LEADER, by=person(is_superuser=True))


def test_a_forbidden_pair_is_refused_also_when_one_begins_later() -> None:
    somebody = person(role=Role.DECISION_MAKER, since=timezone.localdate() + timedelta(days=30))
    with pytest.raises(Refused) as refusal:
        grant(person=somebody, organisation=organisation(), role=Role.FINANCE_REVIEWER, by=None)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["forbidden-pair"]


def test_a_role_that_has_ended_stands_in_nobodys_way() -> None:
    somebody = person(role=Role.DECISION_MAKER, since=date(2020, 1, 1))
    end(membership=somebody.memberships.get(), by=None, until=timezone.localdate() - timedelta(days=1))
    grant(person=somebody, organisation=organisation(), role=Role.FINANCE_REVIEWER, by=None)
    assert [held.role for held in roles_of(somebody, on=timezone.localdate())] == [Role.FINANCE_REVIEWER]
    with pytest.raises(Refused, match="ended already"):
        end(membership=somebody.memberships.get(role=Role.DECISION_MAKER), by=None)


def test_assessors_belong_to_third_parties_only() -> None:
    firm, bureau = organisation(kind=OrganisationKind.THIRD_PARTY), organisation(kind=OrganisationKind.DATA_BUREAU)
    with pytest.raises(Refused, match="third parties only"):
        grant(person=person(), organisation=bureau, role=Role.ASSESSOR, by=None)
    assessor = person(role=Role.ASSESSOR, organisation=firm)
    with pytest.raises(Refused, match="third parties only"):
        grant(person=assessor, organisation=bureau, role=Role.LEADER, by=None)
    staff = person(role=Role.SPONSOR_STAFF)
    with pytest.raises(Refused, match="third parties only"):
        grant(person=staff, organisation=firm, role=Role.ASSESSOR, by=None)


def test_a_role_is_not_held_twice() -> None:
    where = organisation()
    somebody = person(role=Role.LEADER, organisation=where)
    with pytest.raises(Refused, match="already holds"):
        grant(person=somebody, organisation=where, role=Role.LEADER, by=None)


def test_organisations_are_related_by_any_tie_either_way() -> None:
    one, other, child = organisation(), organisation(), organisation()
    assert not are_related(one, other)
    child.parent = one
    child.save()
    assert are_related(one, child)
    assert are_related(child, one)
    assert are_related(one, one)
    Relation.objects.create(one=other, other=one, kind=RelationKind.BUILDS_FOR)
    assert are_related(one, other)


def test_a_token_is_recorded_without_its_secret_and_revoked_once() -> None:
    made, secret = issue_token(name="探针", organisation=organisation(), scope="read_register", by=None)
    assert secret not in str(Event.objects.get().data)
    assert made.secret_sha256 != secret
    revoke_token(token=made, by=None)
    revoke_token(token=made, by=None)
    assert list(Event.objects.values_list("verb", flat=True)) == [
        "organisations.token_issued",
        "organisations.token_revoked",
    ]


def test_organisations_are_shown_to_role_holders_and_a_token_sees_its_own() -> None:
    ours, other = organisation("甲"), organisation("乙")
    assert list(organisations_visible_to(person())) == []
    assert list(organisations_visible_to(person(role=Role.AUDITOR, organisation=ours))) == sorted(
        [ours, other], key=lambda each: each.name
    )
    made, _secret = token(organisation=ours)
    assert list(organisations_visible_to(made)) == [ours]
