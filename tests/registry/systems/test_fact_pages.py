"""The panel of data, dependants and contracts, its forms, and the same over the API."""

from collections.abc import Callable

import pytest
from django.test import Client

from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.systems.models import Contract, DataSet, Interface
from tests.factories import organisation, person, system, token
from tests.registry.systems.factories import contract, data_set, interface

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
JSON = "application/json"


def test_the_panel_shows_what_the_system_has_and_who_draws_on_it(sign_in: SignIn) -> None:
    about, consumer = system("智慧社区"), system("网格通")
    data_set(about, "居民基本信息")
    interface(about, consumer)
    interface(about, "某县公安局", name="人口比对")
    contract(about, subject="三年运维")
    leaving = data_set(system(), "别的数据")
    said = sign_in(person(role=Role.AUDITOR)).get(f"/systems/{about.code}/facts/").content.decode()
    shown = [word in said for word in ("居民基本信息", "网格通", "某县公安局", "三年运维", leaving.name)]
    assert shown == [True, True, True, True, False]
    said = sign_in(person(role=Role.AUDITOR)).get(f"/systems/{consumer.code}/facts/").content.decode()
    assert ("智慧社区" in said, "/edit/" in said) == (True, False)


def test_staff_enter_change_and_remove_with_forms(sign_in: SignIn) -> None:
    about = system("智慧社区")
    browser = sign_in(person(role=Role.SPONSOR_STAFF, organisation=about.sponsor))
    firm, root = organisation("某软件公司", kind="company"), f"/systems/{about.code}"
    told = {"subject": "运维", "kind": "operation", "contractor": firm.code, "cost": "12.5", "ends_on": "2027-12-31"}
    assert browser.post(f"{root}/contracts/new/", told).status_code == 302
    kept = Contract.objects.get()
    assert (kept.contractor, kept.cost_fen) == (firm, 12_500_000)
    assert f'value="{firm.code}"' in browser.get(f"{root}/contracts/{kept.pk}/").content.decode()
    wrong = browser.post(f"{root}/interfaces/new/", {"name": "查询"})
    assert (wrong.status_code, "Name either the system" in wrong.content.decode()) == (200, True)
    other = system()
    browser.post(f"{root}/interfaces/new/", {"name": "查询", "consumer": other.code})
    assert Interface.objects.get().consumer == other
    assert browser.post(f"{root}/contracts/{kept.pk}/remove/").status_code == 302
    assert not Contract.objects.exists()


def test_the_contractor_of_a_contract_may_be_named_in_full(sign_in: SignIn) -> None:
    about, firm = system("智慧社区"), organisation("某软件公司", kind="company")
    browser = sign_in(person(role=Role.SPONSOR_STAFF, organisation=about.sponsor))
    told = {"subject": "运维", "kind": "operation", "contractor": "没有的公司"}
    wrong = browser.post(f"/systems/{about.code}/contracts/new/", told)
    assert wrong.context["form"].errors == {"contractor": ["No organisation has this code or name."]}
    assert not Contract.objects.exists()
    assert browser.post(f"/systems/{about.code}/contracts/new/", told | {"contractor": firm.name}).status_code == 302
    assert Contract.objects.get().contractor == firm


def test_who_may_not_change_the_system_gets_no_form(sign_in: SignIn) -> None:
    about = system()
    kept = data_set(about)
    auditor = sign_in(person(role=Role.AUDITOR))
    for address in ("data/new/", f"data/{kept.pk}/"):
        assert auditor.get(f"/systems/{about.code}/{address}").status_code == 403
    stranger = sign_in(person(role=Role.SPONSOR_STAFF))
    assert stranger.get(f"/systems/{about.code}/data/{kept.pk}/").status_code == 404
    assert auditor.get(f"/systems/{about.code}/nonsense/new/").status_code == 404


def test_the_api_keeps_the_same_rows(sign_in: SignIn) -> None:
    about, other = system("智慧社区"), system()
    browser = sign_in(person(role=Role.SPONSOR_STAFF, organisation=about.sponsor))
    root = f"/api/v1/systems/{about.code}"
    made = browser.post(f"{root}/interfaces/", {"name": "查询", "consumer": other.code}, content_type=JSON)
    assert (made.status_code, made.json()["consumer"], made.json()["outside_consumer"]) == (201, other.code, "")
    wrong = browser.post(f"{root}/interfaces/", {"name": "查询"}, content_type=JSON)
    assert (wrong.status_code, [one["code"] for one in wrong.json()["obstacles"]]) == (422, ["one-consumer"])
    kept = data_set(about, "居民基本信息")
    changed = {"name": "居民信息", "data_class": "important"}
    assert browser.put(f"{root}/data-sets/{kept.pk}/", changed, content_type=JSON).json()["data_class"] == "important"
    assert browser.delete(f"{root}/data-sets/{kept.pk}/").status_code == 204
    assert (DataSet.objects.count(), Interface.objects.count()) == (0, 1)


def test_a_program_reads_and_changes_nothing(client: Client) -> None:
    about = system()
    kept = data_set(about)
    _token, secret = token(organisation=about.sponsor)
    bearer = {"authorization": f"Bearer {secret}"}
    root = f"/api/v1/systems/{about.code}/data-sets/"
    assert [one["name"] for one in client.get(root, headers=bearer).json()["results"]] == [kept.name]
    assert client.post(root, {"name": "x"}, content_type=JSON, headers=bearer).status_code == 403
    assert client.delete(f"{root}{kept.pk}/", headers=bearer).status_code == 403
    assert list(DataSet.objects.all()) == [kept]


def test_the_bureau_enters_an_earlier_system_and_staff_only_read_it(sign_in: SignIn) -> None:
    about, earlier = system("一网通办"), system("旧办事平台")
    officer = sign_in(person(role=Role.CASE_OFFICER))
    told = {"earlier": earlier.code, "how": "moved", "reason": "县政办〔2026〕3号"}
    address = f"/systems/{about.code}/predecessors/new/"
    staff = sign_in(person(role=Role.SPONSOR_STAFF, organisation=about.sponsor))
    assert (staff.get(address).status_code, staff.post(address, told).status_code) == (403, 403)
    assert officer.get(address).status_code == 200
    wrong = officer.post(address, told | {"earlier": about.code})
    assert "is this one" in wrong.content.decode()
    assert officer.post(address, told).status_code == 302
    shown = staff.get(f"/systems/{about.code}/facts/").content.decode()
    assert ("旧办事平台" in shown, "/predecessors/" in shown) == (True, False)
