"""The library, and the panel of a system's promises."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from lifecycle.commitments.services import promise
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests import factories
from tests.lifecycle.commitments.factories import entry, own

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_the_library_shows_every_indicator_with_its_source(sign_in: SignIn) -> None:
    browser = sign_in(factories.person(role=Role.SPONSOR_STAFF))
    with translation.override("zh-hans"):
        page = browser.get(reverse("commitments:library"), headers={"accept-language": "zh-hans"}).content.decode()

    for word in ("群众满意度", "问题解决率", "响应速度", "单次有效使用成本", "专家建议", "国家规定"):
        assert word in page


def test_the_panel_shows_what_was_promised_in_as_many_queries_for_three_cases_as_for_one(sign_in: SignIn) -> None:
    browser = sign_in(factories.person(role=Role.CASE_OFFICER))
    browser.get(reverse("commitments:of-system", args=[factories.system().code]))
    taken = []
    for cases in (1, 3):
        system = factories.system()
        for number in range(cases):
            promise(system=system, case_number=f"AD-202{cases}-00000{number}", entries=[entry(), own()], by=None)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(reverse("commitments:of-system", args=[system.code]), headers={"hx-request": "true"})
        taken.append(len(queries))

        page = answer.content.decode()
        assert "<html" not in page
        assert [page.count(word) for word in ("村级重复报表数", "政务服务科科长", "2099-06-30")] == [cases] * 3
    assert taken[0] == taken[1]


def test_without_script_the_panel_is_a_page_of_its_own(sign_in: SignIn) -> None:
    system, browser = factories.system(), sign_in(factories.person(role=Role.CASE_OFFICER))

    page = browser.get(reverse("commitments:of-system", args=[system.code])).content.decode()

    assert "<html" in page
    assert "Nothing has been promised for this system." in page


def test_a_stranger_s_promises_are_not_found(sign_in: SignIn) -> None:
    theirs, own_system = factories.system(), factories.system()
    promise(system=theirs, case_number="AD-2026-000001", entries=[entry(), own()], by=None)
    staff = sign_in(factories.person(role=Role.SPONSOR_STAFF, organisation=own_system.sponsor))

    seen = [
        staff.get(reverse(name, args=[system.code])).status_code
        for name in ("commitments:of-system", "api:system-commitments")
        for system in (own_system, theirs)
    ]
    assert seen == [200, 404, 200, 404]


def test_programs_read_promises_and_the_library() -> None:
    system = factories.system()
    promise(system=system, case_number="AD-2026-000001", entries=[entry(), own()], by=None)
    _token, secret = factories.token(organisation=system.sponsor)
    headers = {"authorization": f"Bearer {secret}"}

    promised = Client().get(reverse("api:system-commitments", args=[system.code]), headers=headers).json()
    known = Client().get(reverse("api:indicators"), headers=headers).json()

    assert [(each["code"], each["target"], each["due_on"]) for each in promised["results"]] == [
        ("AD-2026-000001/1", "85.0000", ["2099-06-30", "2099-12-31"]),
        ("AD-2026-000001/2", "5.0000", ["2099-12-31"]),
    ]
    assert known["results"][0]["code"] == "satisfaction"
