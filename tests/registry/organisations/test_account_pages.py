"""Accounts in a browser without script."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.organisations.services import create_account
from tests.factories import person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
PASSWORD = "青山绿水 for everybody"


def test_an_administrator_opens_an_account_that_signs_in(sign_in: SignIn, client: Client) -> None:
    administrator = sign_in(person(role=Role.ADMINISTRATOR))
    told = {"username": "zhang", "name": "张三", "password": PASSWORD, "again": PASSWORD}
    answer = administrator.post(reverse("organisations:new-account"), told)
    made = Person.objects.get(username="zhang")
    assert answer["Location"] == reverse("organisations:account", args=[made.pk])
    assert client.post(reverse("sign-in"), {"username": "zhang", "password": PASSWORD}).status_code == 302
    page = administrator.get(reverse("organisations:accounts"), {"q": "张", "state": "True"})
    assert [found.username for found in page.context["page_obj"]] == ["zhang"]


def test_what_will_not_do_is_told_at_its_field(sign_in: SignIn) -> None:
    administrator = sign_in(person(role=Role.ADMINISTRATOR, username="zhang"))
    told = {"username": "ZHANG", "name": "张三", "password": "short", "again": "short"}
    page = administrator.post(reverse("organisations:new-account"), told)
    assert sorted(page.context["form"].errors) == ["password", "username"]
    page = administrator.post(reverse("organisations:new-account"), told | {"again": "other"})
    assert list(page.context["form"].errors) == ["again"]
    assert Person.objects.count() == 1


@pytest.mark.parametrize("role", ["", Role.LEADER, Role.CASE_OFFICER])
def test_nobody_else_sees_accounts(sign_in: SignIn, role: str) -> None:
    somebody = person(role=role)
    client = sign_in(somebody)
    assert client.get(reverse("organisations:accounts")).status_code == 403
    assert client.get(reverse("organisations:new-account")).status_code == 403
    assert client.get(reverse("organisations:account", args=[somebody.pk])).status_code == 403
    for act in ("close-account", "reopen-account", "reset-password"):
        assert client.post(reverse(f"organisations:{act}", args=[somebody.pk])).status_code == 403


def test_a_closed_account_is_signed_out_and_stays_out_until_reopened(sign_in: SignIn) -> None:
    administrator = sign_in(person(role=Role.ADMINISTRATOR))
    made = create_account(username="zhang", name="张三", password=PASSWORD, by=None)
    told = {"username": "zhang", "password": PASSWORD}
    theirs = Client()
    assert theirs.post(reverse("sign-in"), told).status_code == 302
    assert theirs.get(reverse("home")).status_code == 200
    administrator.post(reverse("organisations:close-account", args=[made.pk]))
    assert theirs.get(reverse("home")).status_code == 302
    assert theirs.post(reverse("sign-in"), told).status_code == 200
    administrator.post(reverse("organisations:reopen-account", args=[made.pk]))
    assert theirs.post(reverse("sign-in"), told).status_code == 302


def test_an_administrator_sets_a_new_password(sign_in: SignIn) -> None:
    made = create_account(username="zhang", name="张三", password=PASSWORD, by=None)
    url = reverse("organisations:reset-password", args=[made.pk])
    administrator = sign_in(person(role=Role.ADMINISTRATOR))
    page = administrator.post(url, {"password": "123456789012", "again": "123456789012"})
    assert list(page.context["form"].errors) == ["password"]
    administrator.post(url, {"password": PASSWORD + "!", "again": PASSWORD + "!"})
    made.refresh_from_db()
    assert made.check_password(PASSWORD + "!")


def test_everybody_changes_the_own_password_and_stays_signed_in_here_only() -> None:
    made = create_account(username="zhang", name="张三", password=PASSWORD, by=None)
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        browser.post(reverse("sign-in"), {"username": "zhang", "password": PASSWORD})
    url = reverse("change-password")
    new = PASSWORD + "!"
    page = here.post(url, {"old_password": "wrong", "new_password1": new, "new_password2": new})
    assert list(page.context["form"].errors) == ["old_password"]
    here.post(url, {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    made.refresh_from_db()
    assert made.check_password(new)
    assert (here.get(url).status_code, elsewhere.get(url).status_code) == (200, 302)
