"""Acting for a colleague: who may, for how long, and what it must agree with."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.ledger.models import Event
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Delegation, Organisation, Person
from registry.organisations.selectors import delegations_of, delegations_to
from registry.organisations.services import close_account, delegate, end, end_delegation, grant
from registry.refusals import Refused
from tests.factories import organisation, person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def give(giver: Person, taker: Person, where: Organisation, by: Person | None = None, **changed: Any) -> Delegation:
    today = timezone.localdate()
    told: dict[str, Any] = {
        "role": Role.DECISION_MAKER,
        "since": today,
        "until": today + timedelta(days=13),
        "reason": "休假",
    }
    return delegate(giver=giver, taker=taker, organisation=where, by=by or giver, **told | changed)


def refused(*given: Any, **changed: Any) -> list[str]:
    before = Delegation.objects.count(), Event.objects.count()
    with pytest.raises(Refused) as refusal:
        give(*given, **changed)
    assert (Delegation.objects.count(), Event.objects.count()) == before
    return [obstacle.code for obstacle in refusal.value.obstacles]


def bureau_with(taker_role: Role = Role.LEADER) -> tuple[Organisation, Person, Person]:
    bureau = organisation(kind=OrganisationKind.DATA_BUREAU)
    giver = person("张三", role=Role.DECISION_MAKER, organisation=bureau)
    return bureau, giver, person("李四", role=taker_role, organisation=bureau)


def test_a_colleague_acts_for_somebody_from_the_first_day_through_the_last() -> None:
    bureau, giver, taker = bureau_with()
    today = timezone.localdate()
    given = give(giver, taker, bureau, since=today + timedelta(days=1), until=today + timedelta(days=2))
    held = [[each.pk for each in delegations_to(taker, today + timedelta(days=day))] for day in range(4)]
    assert held == [[], [given.pk], [given.pk], []]
    assert delegations_to(giver, today + timedelta(days=1)) == []
    event = Event.objects.get()
    assert (event.verb, event.actor, event.subject) == ("organisations.delegated", giver.username, given.code)
    assert (event.data["giver"], event.data["taker"], event.data["role"]) == (
        giver.username,
        taker.username,
        "decision_maker",
    )


def test_a_delegation_rests_while_the_giver_does_not_hold_the_role() -> None:
    bureau, giver, taker = bureau_with()
    give(giver, taker, bureau)
    close_account(person=giver, by=None)
    assert delegations_to(taker, timezone.localdate()) == []


def test_it_ends_with_the_role_it_came_from() -> None:
    bureau, giver, taker = bureau_with()
    give(giver, taker, bureau)
    end(membership=giver.memberships.get(), by=None, until=timezone.localdate() - timedelta(days=1))
    assert delegations_to(taker, timezone.localdate()) == []


def test_what_was_taken_over_is_not_passed_on() -> None:
    bureau, giver, taker = bureau_with()
    give(giver, taker, bureau)
    third = person(role=Role.LEADER, organisation=bureau)
    assert refused(taker, third, bureau) == ["role-not-held"]


def test_the_taker_may_hold_nothing_that_the_role_may_not_meet() -> None:
    bureau, giver, reviewer = bureau_with(Role.NECESSITY_REVIEWER)
    assert refused(giver, reviewer, bureau) == ["forbidden-pair"]
    other = person(role=Role.DECISION_MAKER, organisation=bureau)
    assert refused(giver, other, bureau) == ["already-held"]


def test_nor_is_such_a_role_granted_while_somebody_acts_for_another() -> None:
    bureau, giver, taker = bureau_with()
    given = give(giver, taker, bureau)
    with pytest.raises(Refused) as refusal:
        grant(person=taker, organisation=bureau, role=Role.FINANCE_REVIEWER, by=None)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["forbidden-pair"]
    end_delegation(delegation=given, by=taker)
    grant(person=taker, organisation=bureau, role=Role.FINANCE_REVIEWER, by=None)


def test_nobody_outside_the_organisation_and_nobody_for_themselves() -> None:
    bureau, giver, _taker = bureau_with()
    assert refused(giver, person(role=Role.LEADER), bureau) == ["not-a-colleague"]
    assert refused(giver, giver, bureau) == ["same-person"]


def test_it_is_for_ninety_days_at_most_and_not_for_the_past() -> None:
    bureau, giver, taker = bureau_with()
    today = timezone.localdate()
    assert refused(giver, taker, bureau, until=today + timedelta(days=90)) == ["too-long"]
    assert refused(giver, taker, bureau, since=today - timedelta(days=1)) == ["in-the-past"]
    assert refused(giver, taker, bureau, until=today - timedelta(days=1)) == ["ends-before"]
    assert refused(giver, taker, bureau, reason=" ") == ["reason-missing"]
    give(giver, taker, bureau, until=today + timedelta(days=89))


def test_a_role_is_with_one_colleague_at_a_time() -> None:
    bureau, giver, taker = bureau_with()
    given = give(giver, taker, bureau)
    other = person(role=Role.LEADER, organisation=bureau)
    assert refused(giver, other, bureau) == ["already-delegated"]
    give(giver, other, bureau, since=given.until + timedelta(days=1), until=given.until + timedelta(days=1))


def test_only_workflow_roles_and_leaders_have_deputies() -> None:
    bureau, _giver, taker = bureau_with()
    auditor = person(role=Role.AUDITOR, organisation=bureau)
    assert refused(auditor, taker, bureau, role=Role.AUDITOR) == ["not-delegable"]


def test_the_giver_or_an_administrator_gives_and_either_of_the_two_ends() -> None:
    bureau, giver, taker = bureau_with()
    assert refused(giver, taker, bureau, taker) == ["not-yours"]
    assert refused(giver, taker, bureau, person(is_superuser=True)) == ["not-yours"]
    administrator = person(role=Role.ADMINISTRATOR)
    given = give(giver, taker, bureau, administrator)
    with pytest.raises(Refused, match="Only the two people"):
        end_delegation(delegation=given, by=person(role=Role.LEADER, organisation=bureau))
    end_delegation(delegation=given, by=taker)
    assert delegations_to(taker, timezone.localdate()) == []
    with pytest.raises(Refused, match="ended already"):
        end_delegation(delegation=given, by=giver)
    assert list(Event.objects.order_by("seq").values_list("verb", "actor")) == [
        ("organisations.delegated", administrator.username),
        ("organisations.delegation_ended", taker.username),
    ]
    assert list(delegations_of(giver)) == [given]


def test_the_page_gives_shows_and_ends(sign_in: SignIn) -> None:
    bureau, giver, taker = bureau_with()
    url = reverse("organisations:my-delegations")
    today = timezone.localdate()
    told = {
        "membership": giver.memberships.get().pk,
        "taker": taker.pk,
        "since": today.isoformat(),
        "until": (today + timedelta(days=100)).isoformat(),
        "reason": "出差",
    }
    page = sign_in(giver).post(url, told)
    assert list(page.context["form"].errors) == ["until"]
    assert sign_in(giver).post(url, told | {"until": today.isoformat()})["Location"] == url
    given = Delegation.objects.get()
    for somebody in (giver, taker):
        assert [each for each, _open in sign_in(somebody).get(url).context["delegations"]] == [given]
    stranger = person(role=Role.LEADER, organisation=bureau)
    assert [each for each, _open in sign_in(stranger).get(url).context["delegations"]] == []
    assert "李四" in sign_in(stranger).get(reverse("organisations:detail", args=[bureau.code])).content.decode()
    removal = reverse("organisations:end-delegation", args=[given.pk])
    assert sign_in(stranger).post(removal).status_code == 404
    sign_in(taker).post(removal)
    assert delegations_to(taker, today) == []


def test_an_administrator_ends_one_from_the_page_of_the_organisation(sign_in: SignIn) -> None:
    bureau, giver, taker = bureau_with()
    given = give(giver, taker, bureau)
    client = sign_in(person(role=Role.ADMINISTRATOR))
    answer = client.post(reverse("organisations:end-delegation", args=[given.pk]))
    assert answer["Location"] == reverse("organisations:detail", args=[bureau.code])
    assert delegations_to(taker, timezone.localdate()) == []


def test_the_form_offers_own_roles_and_colleagues_only(sign_in: SignIn) -> None:
    bureau, giver, taker = bureau_with()
    give(giver, taker, bureau)
    person(role=Role.LEADER)
    form = sign_in(taker).get(reverse("organisations:my-delegations")).context["form"]
    assert [held.role for held in form.fields["membership"].queryset] == [Role.LEADER]
    assert list(form.fields["taker"].queryset) == [giver]


def test_the_form_offers_nobody_who_can_take_none_of_the_roles(sign_in: SignIn) -> None:
    bureau, giver, leader = bureau_with()
    administrator = person(role=Role.ADMINISTRATOR, organisation=bureau)
    page = sign_in(giver).get(reverse("organisations:my-delegations"))
    assert list(page.context["form"].fields["taker"].queryset) == [leader]
    assert "---------" not in page.content.decode()
    offered = sign_in(leader).get(reverse("organisations:my-delegations")).context["form"].fields["taker"].queryset
    assert set(offered) == {giver, administrator}
