"""How organisations stand to each other, and who may say so."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from registry.ledger.models import Event
from registry.organisations.enums import RelationKind, Role
from registry.organisations.models import Organisation, Person, Relation
from registry.organisations.selectors import are_related
from registry.organisations.services import relate, unrelate
from registry.refusals import Refused
from tests.factories import organisation, person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def codes_of(one: Organisation, other: Organisation, by: Person | None) -> list[str]:
    before = Relation.objects.count(), Event.objects.count()
    with pytest.raises(Refused) as refusal:
        relate(one=one, other=other, kind=RelationKind.BUILDS_FOR, by=by)
    assert (Relation.objects.count(), Event.objects.count()) == before
    return [obstacle.code for obstacle in refusal.value.obstacles]


def test_a_relation_ends_independence_until_it_is_removed() -> None:
    administrator, firm, bureau = person(role=Role.ADMINISTRATOR), organisation(), organisation()
    relation = relate(one=firm, other=bureau, kind=RelationKind.BUILDS_FOR, by=administrator)
    assert are_related(bureau, firm)
    unrelate(relation=relation, by=administrator)
    assert not are_related(bureau, firm)
    told = {"kind": "builds_for", "other": bureau.code}
    assert list(Event.objects.order_by("seq").values_list("verb", "subject", "data")) == [
        ("organisations.related", firm.code, told),
        ("organisations.unrelated", firm.code, told),
    ]


def test_a_relation_stands_once_between_two_by_an_administrator() -> None:
    firm, bureau = organisation(), organisation()
    assert codes_of(firm, firm, None) == ["same-organisation"]
    assert codes_of(firm, bureau, person(role=Role.CASE_OFFICER)) == ["not-administrator"]
    relation = relate(one=firm, other=bureau, kind=RelationKind.BUILDS_FOR, by=None)
    assert codes_of(firm, bureau, None) == ["already-related"]
    with pytest.raises(Refused):
        unrelate(relation=relation, by=person(role=Role.LEADER))
    assert Relation.objects.count() == 1
    relate(one=firm, other=bureau, kind=RelationKind.OVERSEES, by=None)
    unrelate(relation=Relation.objects.get(kind=RelationKind.BUILDS_FOR), by=None)
    with pytest.raises(Refused) as refusal:
        unrelate(relation=relation, by=None)
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["not-related"]


def test_an_administrator_adds_and_removes_on_the_page(sign_in: SignIn) -> None:
    client = sign_in(person(role=Role.ADMINISTRATOR))
    firm, bureau = organisation("某公司"), organisation("数据局")
    url = reverse("organisations:relate", args=[firm.code])
    assert client.post(url, {"kind": "contracts_with", "other": "数据局"}).status_code == 302
    page = client.post(url, {"kind": "contracts_with", "other": bureau.code})
    assert list(page.context["relation_form"].errors) == ["other"]
    assert list(client.post(url, {"kind": "oversees", "other": "没有"}).context["relation_form"].errors) == ["other"]
    organisation("数据局")
    assert list(client.post(url, {"kind": "oversees", "other": "数据局"}).context["relation_form"].errors) == ["other"]
    relation = Relation.objects.get()
    removal = reverse("organisations:unrelate", args=[bureau.code, relation.pk])
    assert sign_in(person(role=Role.CASE_OFFICER)).post(removal).status_code == 403
    assert sign_in(person(role=Role.CASE_OFFICER)).post(url).status_code == 403
    client.post(removal)
    assert not Relation.objects.exists()
