"""An address that cannot exist is told so, before any database is asked for it."""

from collections.abc import Callable

import pytest
from django.test import Client

from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests.factories import person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/systems/%00/", "/organisations/a%00/", "/cases/%00/", "/api/v1/systems/%00/"])
def test_an_address_with_a_nul_cannot_be_read(sign_in: Callable[[Person], Client], path: str) -> None:
    answer = sign_in(person(role=Role.CASE_OFFICER)).get(path)

    assert answer.status_code == 400
    assert "The request cannot be read" in answer.text
