"""Guessing passwords ends soon, and locks nobody out but who guesses."""

from typing import Any

import pytest
from django.test import Client

from registry.organisations.models import Person
from tests.factories import person

pytestmark = pytest.mark.django_db
RIGHT, PROXY = "correct horse battery", "127.0.0.1"


@pytest.fixture(autouse=True)
def lock(settings: Any) -> None:
    settings.AXES_ENABLED = True


@pytest.fixture
def li() -> Person:
    somebody = person("李", username="li")
    somebody.set_password(RIGHT)
    somebody.save()
    return somebody


def sign_in(password: str, *, peer: str = PROXY, forwarded: str = "") -> Any:
    """What the sign-in page answers to ``peer``, which hands on that the browser is at ``forwarded``."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return Client().post("/sign-in/", {"username": "li", "password": password}, REMOTE_ADDR=peer, headers=headers)


def guess(*, times: int = 5, **where: str) -> list[int]:
    return [sign_in(f"wrong {number}", **where).status_code for number in range(times)]


def test_the_fifth_wrong_password_locks_the_account_for_that_address_only(li: Person) -> None:
    assert guess(peer="10.0.0.6") == [200, 200, 200, 200, 429]

    locked = sign_in(RIGHT, peer="10.0.0.6")
    assert (locked.status_code, "Wait a quarter of an hour" in locked.text) == (429, True)
    assert sign_in(RIGHT, peer="10.0.0.7").status_code == 302


def test_behind_a_proxy_it_is_the_browser_that_is_locked_out(li: Person, settings: Any) -> None:
    settings.HTTPS = True
    assert guess(forwarded="10.0.0.6")[-1] == 429

    assert sign_in(RIGHT, forwarded="10.0.0.6").status_code == 429
    assert sign_in(RIGHT, forwarded="10.0.0.7").status_code == 302


def test_nobody_gets_new_guesses_by_naming_another_address(li: Person, settings: Any) -> None:
    guess(peer="10.0.0.6")
    assert sign_in(RIGHT, peer="10.0.0.6", forwarded="10.0.0.8").status_code == 429

    settings.HTTPS = True
    guess(forwarded="10.9.9.9, 10.0.0.7")
    assert sign_in(RIGHT, forwarded="10.8.8.8, 10.0.0.7").status_code == 429
