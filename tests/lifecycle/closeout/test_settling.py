"""What has to be settled, by whom and how, through the services."""

import pytest
from django.db import DatabaseError, transaction

from lifecycle.cases.enums import State
from lifecycle.closeout import services
from lifecycle.closeout.models import Destruction, Matter, NothingHeld, Settlement
from registry.ledger.models import Event
from registry.refusals import Refused
from registry.systems.models import DataSet
from registry.systems.services.facts import remove_fact
from tests.factories import person, system
from tests.lifecycle.cases.factories import County, case_in
from tests.lifecycle.closeout.factories import RECEIPT, WORDS, codes, laden, leaving, matter
from tests.registry.systems.factories import data_set


def test_what_the_register_knows_is_on_the_list_when_it_is_decided(cast: County) -> None:
    case = leaving(cast)
    assert list(Matter.objects.filter(case=case).order_by("id").values_list("kind", "label", "source")) == [
        ("dependant", "网格通 · 居民查询接口", "register"),
        ("data_set", "居民基本信息", "register"),
        ("contract", str(case.system.contracts.get()), "register"),
    ]
    assert Event.objects.get(verb="closeout.register_taken").stream == f"closeout/{case.number}"


def test_before_the_decision_nothing_is_listed_or_settled(cast: County) -> None:
    case = case_in(State.DECISION, cast, about=laden(cast))
    assert not Matter.objects.exists()
    with pytest.raises(Refused) as refused:
        services.add_matter(case=case, kind="asset", label="服务器", by=cast.one("sponsor_staff"))
    assert codes(refused) == ["not-in-closeout"]


def test_what_a_case_has_listed_stays_in_the_register(cast: County) -> None:
    case = leaving(cast)
    with pytest.raises(Refused) as refused:
        remove_fact(fact=case.system.data_sets.get(), by=cast.one("sponsor_staff"))
    assert codes(refused) == ["used-since"]
    assert DataSet.objects.filter(system=case.system).count() == 1


def test_what_was_registered_since_is_taken(cast: County) -> None:
    case = leaving(cast)
    data_set(case.system, "后来的数据")
    assert services.take_from_register(case=case, by=cast.one("case_officer")) == 1
    assert services.take_from_register(case=case, by=cast.one("case_officer")) == 0
    assert Matter.objects.filter(case=case, kind="data_set").count() == 2


@pytest.mark.parametrize("role", ["sponsor_staff", "operator", "case_officer", "clearance_verifier"])
def test_those_who_close_out_settle_with_a_receipt(cast: County, role: str) -> None:
    case = leaving(cast)
    filed = services.settle(
        matter=matter(case, "data_set"),
        way="archived",
        statement=WORDS,
        receiver="县档案馆",
        receipt=RECEIPT,
        by=cast.one(role),
    )
    assert (filed.file_sha256, filed.by, filed.standing["role"]) == ("a" * 64, cast.one(role), role)
    assert Settlement.objects.get().is_unaltered
    event = Event.objects.get(verb="closeout.settled")
    assert (event.data["way"], event.data["sha256"]) == ("archived", filed.sha256)


@pytest.mark.parametrize("role", ["decision_maker", "assessor", "finance_reviewer", "leader"])
def test_others_settle_nothing(cast: County, role: str) -> None:
    case = leaving(cast)
    with pytest.raises(Refused) as refused:
        services.settle(matter=matter(case, "contract"), way="terminated", statement=WORDS, by=cast.one(role))
    assert codes(refused) == ["not-your-role"]
    assert not Settlement.objects.exists()


def test_who_is_recused_settles_nothing(cast: County) -> None:
    case, recused = leaving(cast), cast.one("operator")
    case.duties.create(person=recused, kind="recused", since=case.opened_at)
    with pytest.raises(Refused) as refused:
        services.settle(matter=matter(case, "contract"), way="terminated", statement=WORDS, by=recused)
    assert codes(refused) == ["recused"]
    assert not Settlement.objects.exists()


def test_a_later_settlement_takes_the_place_of_an_earlier_one_and_both_stay(cast: County) -> None:
    case = leaving(cast)
    dependant, by = matter(case, "dependant"), cast.one("sponsor_staff")
    services.settle(matter=dependant, way="ended", statement=WORDS, by=by)
    services.settle(matter=dependant, way="moved", statement=WORDS, successor=system(), by=by)
    assert list(dependant.settlements.order_by("id").values_list("way", flat=True)) == ["ended", "moved"]
    newest = dependant.settlements.first()
    assert newest is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        Settlement.objects.filter(pk=newest.pk).update(statement="Otherwise.")
    with pytest.raises(DatabaseError), transaction.atomic():
        newest.delete()


def test_only_who_clears_nothing_waives_and_only_with_a_reason(cast: County) -> None:
    case = leaving(cast)
    dependant = matter(case, "dependant")
    for role in ("sponsor_staff", "operator", "clearance_verifier"):
        with pytest.raises(Refused) as refused:
            services.settle(matter=dependant, way="waived", statement=WORDS, by=cast.one(role))
        assert codes(refused) == ["not-your-role"]
    officer = cast.another("case_officer")
    with pytest.raises(Refused) as refused:
        services.settle(matter=dependant, way="waived", statement="short", by=officer)
    assert codes(refused) == ["statement-missing"]
    executor = cast.one("clearance_verifier")
    executor.memberships.create(organisation=cast.bureau, role="case_officer", since="2020-01-01")
    case.duties.create(person=executor, kind="closeout", since=case.opened_at)
    with pytest.raises(Refused) as refused:
        services.settle(matter=dependant, way="waived", statement=WORDS, by=executor)
    assert codes(refused) == ["executor"]
    services.settle(matter=dependant, way="waived", statement=WORDS, by=officer)
    assert dependant.settlements.get().way == "waived"


def test_destroying_data_takes_one_who_says_so_and_another_who_saw_it(cast: County) -> None:
    case = leaving(cast)
    data, operator, officer = matter(case, "data_set"), cast.one("operator"), cast.one("case_officer")
    with pytest.raises(Refused) as refused:
        services.settle(matter=data, way="destroyed", statement=WORDS, by=operator)
    assert codes(refused) == ["two-people"]
    services.attest_destruction(matter=data, statement="三次覆写后物理粉碎。", receipt=RECEIPT, by=operator)
    assert not Settlement.objects.exists()
    with pytest.raises(Refused) as refused:
        services.attest_destruction(matter=data, statement=WORDS, by=cast.another("operator"))
    assert codes(refused) == ["awaits-witness"]
    filed = services.witness_destruction(matter=data, statement="全程在场监督销毁过程。", by=officer)
    assert (filed.by, filed.witnessed_by, filed.way, filed.file_sha256) == (operator, officer, "destroyed", "a" * 64)
    assert (Destruction.objects.count(), Settlement.objects.get().is_unaltered) == (0, True)
    with pytest.raises(Refused) as refused:
        services.settle(matter=data, way="archived", statement=WORDS, receiver="县档案馆", receipt=RECEIPT, by=operator)
    assert codes(refused) == ["already-destroyed"]


def test_whoever_destroyed_it_is_no_witness_and_an_operator_neither(cast: County) -> None:
    case = leaving(cast)
    data, staff = matter(case, "data_set"), cast.one("sponsor_staff")
    services.attest_destruction(matter=data, statement=WORDS, by=staff)
    with pytest.raises(Refused) as refused:
        services.witness_destruction(matter=data, statement=WORDS, by=staff)
    assert codes(refused) == ["same-person"]
    with pytest.raises(Refused) as refused:
        services.witness_destruction(matter=data, statement=WORDS, by=cast.one("operator"))
    assert codes(refused) == ["not-your-role"]
    assert (Destruction.objects.count(), Settlement.objects.count()) == (1, 0)


def test_a_destruction_that_was_none_is_taken_back(cast: County) -> None:
    case = leaving(cast)
    data, operator = matter(case, "data_set"), cast.one("operator")
    services.attest_destruction(matter=data, statement=WORDS, by=operator)
    services.decline_destruction(matter=data, reason="备份磁带仍在库房中。", by=cast.one("case_officer"))
    assert (Destruction.objects.count(), Settlement.objects.count()) == (0, 0)
    with pytest.raises(Refused) as refused:
        services.decline_destruction(matter=data, reason=WORDS, by=cast.one("case_officer"))
    assert codes(refused) == ["not-destroyed"]


def test_a_system_without_data_is_stated_in_writing_and_for_ever(cast: County) -> None:
    case = leaving(cast, system("空壳", sponsor=cast.sponsor, operator=cast.operator))
    stated = services.state_nothing_held(case=case, kind="data_set", statement=WORDS, by=cast.one("sponsor_staff"))
    again = services.state_nothing_held(case=case, kind="data_set", statement=WORDS, by=cast.one("case_officer"))
    assert stated == again
    with pytest.raises(DatabaseError), transaction.atomic():
        NothingHeld.objects.all().delete()


def test_what_was_entered_by_mistake_is_removed_and_what_was_settled_not(cast: County) -> None:
    case, by = leaving(cast), cast.one("sponsor_staff")
    first = services.add_matter(case=case, kind="asset", label="服务器两台", by=by)
    second = services.add_matter(case=case, kind="asset", label="域名", by=by)
    with pytest.raises(Refused) as refused:
        services.add_matter(case=case, kind="asset", label=" 域名 ", by=by)
    assert codes(refused) == ["already-listed"]
    services.settle(matter=second, way="returned", statement=WORDS, by=by)
    services.remove_matter(matter=first, by=by)
    for kept in (second, matter(case, "contract")):
        with pytest.raises(Refused):
            services.remove_matter(matter=kept, by=by)
    assert list(Matter.objects.filter(case=case, kind="asset")) == [second]


def test_a_stranger_adds_nothing(cast: County) -> None:
    case = leaving(cast)
    with pytest.raises(Refused) as refused:
        services.add_matter(case=case, kind="asset", label="服务器", by=person(role="sponsor_staff"))
    assert codes(refused) == ["not-your-role"]
