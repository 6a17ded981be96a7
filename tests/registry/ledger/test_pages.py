"""The ledger in a browser without script."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.systems.stages import move_stage
from tests.factories import person, system

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def events() -> list[Event]:
    for because in ("甲案", "乙案"):
        kept = system()
        move_stage(system=kept, to="retiring", by=person("张三"), because=because)
    return list(Event.objects.order_by("seq"))


def test_an_auditor_reads_events_newest_first_and_by_subject(sign_in: SignIn, events: list[Event]) -> None:
    client = sign_in(person(role=Role.AUDITOR))
    assert list(client.get(reverse("ledger:list")).context["page_obj"]) == events[::-1]
    found = client.get(reverse("ledger:list"), {"subject": events[0].subject}).context["page_obj"]
    assert list(found) == [events[0]]
    assert list(client.get(reverse("ledger:list"), {"since": "soon"}).context["page_obj"]) == []


def test_an_event_shows_its_data_neighbours_and_whether_its_hash_fits(sign_in: SignIn, events: list[Event]) -> None:
    page = sign_in(person(role=Role.AUDITOR)).get(reverse("ledger:event", args=[events[1].pk]))
    assert (page.context["before"], page.context["after"], page.context["holds"]) == (events[0], None, True)
    assert "乙案" in page.content.decode()


@pytest.mark.parametrize("role", ["", *(role for role in Role if role not in {Role.AUDITOR, Role.ADMINISTRATOR})])
def test_nobody_with_a_part_in_cases_reads_the_ledger(sign_in: SignIn, events: list[Event], role: str) -> None:
    client = sign_in(person(role=role))
    assert client.get(reverse("ledger:list")).status_code == 403
    assert client.get(reverse("ledger:event", args=[events[0].pk])).status_code == 403
