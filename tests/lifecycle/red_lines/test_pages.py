"""The page of the red lines."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests import factories

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_the_page_shows_the_lines_in_force_with_their_source(sign_in: SignIn) -> None:
    page = sign_in(factories.person(role=Role.SPONSOR_STAFF)).get(reverse("red_lines:list"))

    assert [each["line"].code for each in page.context["lines"]][:2] == ["repeated-filling", "check-in"]
    assert "国办函〔2026〕12号" in page.content.decode()
    assert not page.context["scanned"]


def test_a_text_is_scanned_and_kept_nowhere(sign_in: SignIn) -> None:
    browser = sign_in(factories.person(role=Role.SPONSOR_STAFF))
    page = browser.post(reverse("red_lines:list"), {"text": "村干部每日打卡，流动人口积分落户申请"})

    assert [match.code for match in page.context["likely"]] == ["check-in"]
    assert [match.code for match in page.context["unlikely"]] == ["points-ranking"]
    assert Event.objects.count() == 0


def test_an_empty_text_is_asked_for_again(sign_in: SignIn) -> None:
    page = sign_in(factories.person(role=Role.SPONSOR_STAFF)).post(reverse("red_lines:list"), {"text": " "})

    assert list(page.context["form"].errors) == ["text"]
    assert not page.context["scanned"]


def test_only_somebody_who_is_signed_in_sees_the_page() -> None:
    assert Client().get(reverse("red_lines:list")).status_code == 302
