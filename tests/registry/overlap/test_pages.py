"""The overlap check as a page, over HTTP and on the command line."""

import io
import json
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from registry.ledger.models import Event
from registry.organisations.enums import Role, TokenScope
from registry.organisations.models import Person
from registry.overlap.services import index_systems
from registry.systems.models import System
from tests import factories

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
PARKING = "车位查询、停车缴费、欠费追缴"
PAGE = "/overlap/"
API = "/api/v1/overlap/"


@pytest.fixture
def parking() -> System:
    system = factories.system("智慧停车平台", functions=PARKING, annual_cost_fen=123_456_700)
    index_systems(codes=[system.code])
    return system


def test_a_sponsor_learns_of_a_stranger_s_system_what_it_does_and_no_more(parking: System, sign_in: SignIn) -> None:
    browser = sign_in(factories.person(role=Role.SPONSOR_STAFF))

    page = browser.post(PAGE, {"functions": "停车付款、泊位查找"}).content.decode()

    assert ["智慧停车平台" in page, parking.sponsor.name in page, "停车缴费" in page] == [True, True, True]
    assert [reverse("systems:detail", args=[parking.code]) in page, "123" in page] == [False, False]
    assert Event.objects.count() == 0


def test_whoever_may_see_the_system_gets_a_link_to_it(parking: System, sign_in: SignIn) -> None:
    page = sign_in(factories.person(role=Role.INTAKE_OFFICER)).post(PAGE, {"functions": PARKING}).content.decode()
    assert reverse("systems:detail", args=[parking.code]) in page


def test_a_registered_system_is_compared_with_all_others(parking: System, sign_in: SignIn) -> None:
    again = factories.system("停车系统", functions=PARKING)
    index_systems(codes=[again.code])

    answer = sign_in(factories.person(role=Role.CASE_OFFICER)).get(PAGE, {"system": again.code})

    assert [each["system"].name for each in answer.context["shown"]] == ["智慧停车平台"]


def test_its_fact_sheet_leads_there_whoever_may_check(parking: System, sign_in: SignIn) -> None:
    sheet, link = reverse("systems:detail", args=[parking.code]), f'href="{PAGE}?system={parking.code}"'
    staff = factories.person(role=Role.SPONSOR_STAFF, organisation=parking.sponsor)
    operator = factories.person(role=Role.OPERATOR, organisation=parking.sponsor)
    assert [link in sign_in(one).get(sheet).content.decode() for one in (staff, operator)] == [True, False]
    assert sign_in(staff).get(PAGE, {"system": parking.code}).context["own"] == parking


def test_what_is_not_in_the_index_is_told(parking: System, sign_in: SignIn) -> None:
    factories.system("没有索引")
    page = sign_in(factories.person(role=Role.CASE_OFFICER)).post(PAGE, {"name": "停车"}).content.decode()
    assert "1 system is not in the index yet and was not compared." in page


def test_a_draft_that_says_nothing_is_asked_for_again(sign_in: SignIn) -> None:
    answer = sign_in(factories.person(role=Role.CASE_OFFICER)).post(PAGE, {"name": " ", "functions": ""})
    assert answer.context["form"].non_field_errors() == ["Say what it is called or what it would do."]
    assert answer.context["hits"] is None


@pytest.mark.parametrize("role", list(Role))
def test_who_may_check(role: Role, sign_in: SignIn) -> None:
    browser = sign_in(factories.person(role=role))
    status = 403 if role == Role.OPERATOR else 200
    assert (browser.get(PAGE).status_code, browser.get(API, {"name": "停车"}).status_code) == (status, status)


def test_somebody_without_a_role_may_not_check(sign_in: SignIn) -> None:
    browser = sign_in(factories.person())
    assert (browser.get(PAGE).status_code, browser.get(API, {"name": "停车"}).status_code) == (403, 403)


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_api_answers_with_scores_and_pairs(method: str, parking: System, sign_in: SignIn) -> None:
    browser = sign_in(factories.person(role=Role.SPONSOR_STAFF))
    draft: dict[str, str | int] = {"name": "便民泊车", "functions": "停车付款、泊位查找", "kind": "app", "limit": 5}
    said = (
        browser.get(API, draft)
        if method == "get"
        else browser.post(API, json.dumps(draft), content_type="application/json")
    )

    [hit] = said.json()["hits"]
    assert {name: hit[name] for name in ("code", "name", "kind", "stage", "sponsor", "to_be_answered")} == {
        "code": parking.code,
        "name": "智慧停车平台",
        "kind": "information_system",
        "stage": "live",
        "sponsor": {"code": parking.sponsor.code, "name": parking.sponsor.name},
        "to_be_answered": True,
    }
    assert (hit["similarity"], hit["containment"]) == (pytest.approx(0.66, abs=0.1), pytest.approx(1.0))
    assert [(pair["mine"], pair["theirs"]) for pair in hit["pairs"]] == [
        ("停车付款", "停车缴费"),
        ("泊位查找", "车位查询"),
    ]


def test_a_program_hears_of_its_own_organisation_s_systems_only(parking: System) -> None:
    for organisation, found in ((parking.sponsor, ["智慧停车平台"]), (None, [])):
        _token, secret = factories.token(organisation=organisation)
        answer = Client().get(API, {"functions": PARKING}, headers={"authorization": f"Bearer {secret}"})
        assert [hit["name"] for hit in answer.json()["hits"]] == found
    _token, secret = factories.token(scope=TokenScope.REPORT_USAGE)
    assert Client().get(API, {"name": "停车"}, headers={"authorization": f"Bearer {secret}"}).status_code == 403


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"kind": "spaceship"}, "kind"),
        ({"limit": 0}, "limit"),
        ({"limit": 51}, "limit"),
        ({"functions": "长" * 10_001}, "functions"),
        ({"exclude": "A-1"}, "exclude"),
    ],
)
def test_what_cannot_be_checked_is_a_problem_document(draft: dict[str, object], field: str, sign_in: SignIn) -> None:
    browser = sign_in(factories.person(role=Role.SPONSOR_STAFF))
    answer = browser.post(API, json.dumps(draft), content_type="application/json")
    assert (answer.status_code, answer.json()["obstacles"][0]["field"]) == (422, field)


def test_the_command_prints_json(parking: System) -> None:
    printed = io.StringIO()
    call_command("overlap", "--functions", PARKING, "--json", stdout=printed)
    [hit] = json.loads(printed.getvalue())
    assert (hit["code"], hit["similarity"] > 0.5, hit["containment"]) == (parking.code, True, 1.0)


def test_the_command_prints_lines_and_wants_a_draft(parking: System) -> None:
    printed = io.StringIO()
    call_command("overlap", "--functions", "停车付款", stdout=printed)
    assert [line.split()[-1] for line in printed.getvalue().splitlines()] == ["智慧停车平台", "停车缴费"]
    with pytest.raises(CommandError):
        call_command("overlap")


def test_the_index_is_brought_up_to_date_by_a_command(parking: System) -> None:
    factories.system("没有索引")
    printed = io.StringIO()
    call_command("index_overlap", stdout=printed)
    assert printed.getvalue() == "1\n"
