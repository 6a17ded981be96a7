"""P1, P2, D1, D3, D5, D7, D9: who may do what, cell by cell, on the page and over HTTP, held against the process tables.

A cell is a person, a case of some process in some state, and a command about something in it. What each may is worked out anew in
:mod:`tests.contracts.permissions` and compared with what the API says; the page must offer the same, and pressing must do what is
offered and nothing else. To save time only the first of those who are alike presses: ``CELLS=all`` lets everybody press everything.
"""

import os
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lifecycle.cases.api.commands import COMMANDS
from lifecycle.cases.commands import Command
from lifecycle.cases.models import Case
from lifecycle.cases.processes import CURRENT
from registry.ledger.models import Event
from tests.contracts.conftest import undone
from tests.contracts.county import Everything
from tests.contracts.permissions import People, Place
from tests.contracts.walks import complete, states_of

pytestmark = pytest.mark.django_db
ALL = os.environ.get("CELLS") == "all"
RESOURCES = {serializer.command_type: resource for resource, serializer in COMMANDS.items()}
PLACES = [(table.code, str(state)) for table in CURRENT for state in states_of(table)]
NOT_SEEN = [{"code": "not-seen", "kind": "not seen"}]
Record = Callable[[str, object], None]


def written(case: Case) -> tuple[int, int]:
    """What whoever is refused must leave as it was."""
    case.refresh_from_db()
    return case.version, Event.objects.count()


def address_of(case: Case, resource: str = "") -> str:
    return f"/api/v1/{case.table.address}/{case.number}/" + (f"{resource}/" if resource else "")


def send(client: Client, case: Case, command: Command) -> Any:
    """Give a command over HTTP, on the version as it is."""
    return client.post(
        address_of(case, RESOURCES[type(command)]),
        asdict(command),
        content_type="application/json",
        headers={"If-Match": f'"v{case.version}"'},
    )


def press(client: Client, case: Case, command: Command) -> Any:
    """Press the button of a command on its page, the form filled in as far as its fields are called alike."""
    body = asdict(command)
    flat = {name: "\n".join(map(str, value)) if isinstance(value, tuple) else value for name, value in body.items()}
    for value in body.values():
        flat |= value if isinstance(value, dict) else {}
    form = {name: value for name, value in flat.items() if isinstance(value, str | int)}
    slug = command.name.replace("_", "-")
    name, about = ("cases:act-on", [slug, command.target]) if command.target else ("cases:act", [slug])
    return client.post(reverse(name, args=[case.number, *about]), {**form, "version": case.version, "key": "key"})


@pytest.mark.parametrize(("process", "state"), PLACES, ids=lambda part: part)
def test_everybody_may_what_the_table_says_and_nobody_more(
    process: str, state: str, world: Everything, record_property: Record
) -> None:
    case = world.cases[process, state]
    place = Place(case, People())
    filled_in = {about: complete(*about, case, world.cast) for about in place.commands}
    looked: set[frozenset[tuple[str, str]]] = set()
    tried: set[tuple[object, ...]] = set()
    for who, person in world.people.items():
        client, is_seen = world.client(who), place.is_seen_by(person)
        answer = client.get(address_of(case))
        assert (who, answer.status_code) == (who, 200 if is_seen else 404)
        told = {(each["name"], each["target"]): each["obstacles"] for each in answer.json().get("allowed_actions", [])}
        allowed = frozenset(about for about, obstacles in told.items() if not obstacles)
        if ALL or not is_seen or allowed not in looked:
            check_buttons(client, case, allowed if is_seen else None, who)
            looked.add(allowed)
        if is_seen:
            assert sorted(told) == sorted((command.name, target) for command, target in place.commands), who
        for (command, target), given in filled_in.items():
            obstacles = told.get((command.name, target), NOT_SEEN)
            kinds = {each["kind"] for each in obstacles}
            cell = f"{process}/{state}: {command.name} {target} by {who}"
            may = is_seen and place.may(person, command, target)
            assert (cell, not kinds & {"who", "not seen"}) == (cell, may), obstacles
            alike = (command, target, who) if ALL else (command, *sorted(kinds))
            if alike not in tried:
                tried.add(alike)
                check_pressing(client, case, given, kinds, cell)
    record_property("cells of commands", len(world.people) * len(filled_in))
    record_property("cells pressed, on the page and over HTTP", len(tried))


def check_buttons(client: Client, case: Case, allowed: frozenset[tuple[str, str]] | None, who: str) -> None:
    """The page shows as buttons what the API allows; ``None``: there is no page."""
    page = client.get(f"/cases/{case.number}/")
    assert (who, page.status_code) == (who, 404 if allowed is None else 200)
    if allowed is not None:
        assert {(each.name, each.target) for each in page.context["offered"].enabled} == allowed, who


def check_pressing(client: Client, case: Case, command: Command, kinds: set[str], cell: str) -> None:
    """What is offered is done; what is not is refused, and leaves nothing behind."""
    before = written(case)
    with undone():
        answer = send(client, case, command)
        expected = 404 if "not seen" in kinds else 403 if "who" in kinds else 409 if kinds else 201
        assert (cell, answer.status_code) == (cell, expected), answer.content.decode()
        assert (cell, written(case) != before) == (cell, not kinds)
    case.refresh_from_db()
    if kinds:
        with undone():
            answer = press(client, case, command)
            assert (cell, answer.status_code in {404, 409, 422}) == (cell, True), answer.status_code
            assert (cell, written(case)) == (cell, before)
        case.refresh_from_db()
