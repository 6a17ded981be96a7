"""The case page shows where a case is and offers exactly what the engine accepts."""

from collections.abc import Callable

import pytest
from django.test import Client

from lifecycle.cases.enums import State
from lifecycle.cases.selectors import allowed_actions
from registry.organisations.models import Person
from tests.lifecycle.cases.factories import County, case_in

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]

STATES = [State.DRAFT, State.INTAKE, State.REVIEW, State.DECISION, State.CLEARANCE, State.SHUTDOWN]


@pytest.mark.parametrize("state", STATES)
def test_the_buttons_are_the_commands_that_would_be_accepted(state: State, cast: County, sign_in: SignIn) -> None:
    case = case_in(state, cast)
    for role in cast.people:
        somebody = cast.one(role)
        page = sign_in(somebody).get(f"/cases/{case.number}/")
        if page.status_code == 404:
            continue
        shown = sorted((button.name, button.target) for button in page.context["offered"].enabled)
        accepted = sorted((each.name, each.target) for each in allowed_actions(case, somebody) if each.is_allowed)
        assert shown == accepted, role
