"""Data sets, interfaces and contracts: what the service keeps, and what the database itself refuses."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.refusals import Refused
from registry.systems.models import Contract, DataSet, Interface, Predecessor, System
from registry.systems.services.facts import keep_fact, remove_fact
from tests.factories import organisation, person, system
from tests.registry.systems.factories import contract, data_set, interface

pytestmark = pytest.mark.django_db


@pytest.fixture
def about() -> System:
    return system("智慧社区")


@pytest.fixture
def staff(about: System) -> Person:
    return person(role=Role.SPONSOR_STAFF, organisation=about.sponsor)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def test_the_sponsor_s_staff_enter_a_data_set_and_the_ledger_says_so(about: System, staff: Person) -> None:
    kept = keep_fact(fact=DataSet(system=about, name="居民基本信息", is_personal=True, records=12000), by=staff)
    assert DataSet.objects.get().pk == kept.pk
    event = Event.objects.get(verb="systems.fact_added")
    assert (event.subject, event.actor, event.data["fact"], event.data["changes"]["records"]) == (
        about.code,
        staff.account,
        "居民基本信息",
        [None, 12000],
    )


def test_what_did_not_change_makes_no_event(about: System, staff: Person) -> None:
    kept = data_set(about, "居民基本信息")
    keep_fact(fact=kept, by=staff)
    assert not Event.objects.exists()
    kept.location = "政务云"
    keep_fact(fact=kept, by=staff)
    assert Event.objects.get().data["changes"] == {"location": ["", "政务云"]}


def test_strangers_enter_and_remove_nothing(about: System) -> None:
    kept = data_set(about)
    for role in (Role.SPONSOR_STAFF, Role.OPERATOR, Role.AUDITOR, Role.ADMINISTRATOR):
        stranger = person(role=role)
        with pytest.raises(Refused) as refused:
            keep_fact(fact=DataSet(system=about, name="x"), by=stranger)
        assert codes(refused) == ["not-sponsor"]
        with pytest.raises(Refused):
            remove_fact(fact=kept, by=stranger)
    assert list(DataSet.objects.all()) == [kept]


def test_an_interface_names_one_consumer_and_never_the_system_itself(about: System, staff: Person) -> None:
    other = system()
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "one-consumer"),
        ({"consumer": other, "outside_consumer": "某局"}, "one-consumer"),
        ({"consumer": about}, "same-system"),
    ]
    for fields, code in wrong:
        with pytest.raises(Refused) as refused:
            keep_fact(fact=Interface(system=about, name="查询", **fields), by=staff)
        assert codes(refused) == [code]
    keep_fact(fact=Interface(system=about, name="查询", consumer=other), by=staff)
    with pytest.raises(Refused) as refused:
        keep_fact(fact=Interface(system=about, name="查询", consumer=other), by=staff)
    assert codes(refused) == ["already-registered"]
    assert [each.name for each in other.draws_on.all()] == ["查询"]


def test_a_contract_costs_something_and_ends_after_it_begins(about: System, staff: Person) -> None:
    firm = organisation(kind="company")
    wrong = Contract(
        system=about,
        subject="运维",
        contractor=firm,
        cost_fen=-1,
        begins_on=date(2026, 2, 1),
        ends_on=date(2026, 1, 1),
    )
    with pytest.raises(Refused) as refused:
        keep_fact(fact=wrong, by=staff)
    assert codes(refused) == ["negative", "ends-before"]
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("systems_interface", "consumer_id = system_id"),
        ("systems_interface", "consumer_id = NULL, outside_consumer = ''"),
        ("systems_contract", "cost_fen = -1"),
        ("systems_contract", "begins_on = '2027-01-01', ends_on = '2026-01-01'"),
        ("systems_dataset", "data_class = 'secret'"),
    ],
)
def test_the_database_refuses_the_same(about: System, table: str, change: str) -> None:
    interface(about, system())
    contract(about)
    data_set(about)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")


def test_the_bureau_says_what_a_system_carries_on_and_nobody_else(about: System, staff: Person) -> None:
    earlier, officer = system("旧平台"), person(role=Role.CASE_OFFICER)
    fact = Predecessor(system=about, earlier=earlier, how="renamed", reason="县政办〔2026〕3号")
    with pytest.raises(Refused) as refused:
        keep_fact(fact=fact, by=staff)
    assert (codes(refused), Predecessor.objects.exists()) == (["not-register-keeper"], False)
    kept = keep_fact(fact=fact, by=officer)
    assert Event.objects.get(verb="systems.fact_added").data["changes"]["earlier_id"] == [None, earlier.pk]
    with pytest.raises(Refused) as refused:
        remove_fact(fact=kept, by=staff)
    assert codes(refused) == ["not-register-keeper"]
    remove_fact(fact=kept, by=officer)
    assert not Predecessor.objects.exists()


def test_an_earlier_system_has_one_heir_and_nothing_goes_in_a_circle(about: System) -> None:
    one, two, officer = system(), system(), person(role=Role.CASE_OFFICER)
    keep_fact(fact=Predecessor(system=two, earlier=one, reason="1"), by=officer)
    keep_fact(fact=Predecessor(system=about, earlier=two, reason="2"), by=officer)
    wrong = {(one, about): "in-a-circle", (about, about): "in-a-circle", (about, one): "already-registered"}
    for (later, earlier), code in wrong.items():
        with pytest.raises(Refused) as refused:
            keep_fact(fact=Predecessor(system=later, earlier=earlier, reason="3"), by=officer)
        assert code in codes(refused)
    assert Predecessor.objects.count() == 2
