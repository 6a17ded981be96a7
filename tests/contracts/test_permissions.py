"""P1, P2, D1, D3, D5, D7, D9: who may do what, cell by cell, on the page and over HTTP, held against the process tables.

A cell is a person, a case of some process in some state, and a command about something in it. What each may is worked out anew in
:mod:`tests.contracts.permissions` and compared with what the program says of it; API and page must offer the same, and pressing must do
what is offered and nothing else. To save time only the first of those who are alike looks and presses: ``CELLS=all`` lets everybody.
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
from lifecycle.cases.selectors import allowed_actions, cases_visible_to
from registry.ledger.models import Event
from registry.refusals import Obstacle
from tests.contracts.conftest import undone
from tests.contracts.county import Everything
from tests.contracts.doors import undrawn
from tests.contracts.permissions import Hat, People, Place
from tests.contracts.walks import complete, states_of

pytestmark = pytest.mark.django_db
ALL = os.environ.get("CELLS") == "all"
RESOURCES = {serializer.command_type: resource for resource, serializer in COMMANDS.items()}
PLACES = [(table.code, str(state)) for table in CURRENT for state in states_of(table)]
Record = Callable[[str, object], None]
Told = dict[tuple[str, str], tuple[Obstacle, ...]]
"""{(command, target): what is against it}"""


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
    place = Place(case, people := People())
    filled_in = {about: complete(*about, case, world.cast) for about in place.commands}
    looked: set[frozenset[tuple[str, str]]] = set()
    turned_away: set[frozenset[Hat]] = set()
    tried: set[tuple[object, ...]] = set()
    for who, person in world.people.items():
        is_seen = place.is_seen_by(person)
        assert (who, cases_visible_to(person).filter(pk=case.pk).exists()) == (who, is_seen)
        told = {(each.name, each.target): each.obstacles for each in allowed_actions(case, person)} if is_seen else {}
        allowed = frozenset(about for about, obstacles in told.items() if not obstacles)
        if not is_seen:
            hats = frozenset(people.of(person))
            if ALL or hats not in turned_away:
                check_nothing_is_there(world.client(who), case, who)
                turned_away.add(hats)
        elif ALL or allowed not in looked:
            check_shown(world.client(who), case, told, who)
            looked.add(allowed)
        if is_seen:
            assert sorted(told) == sorted((command.name, target) for command, target in place.commands), who
        for (command, target), given in filled_in.items():
            kinds = {each.kind for each in told.get((command.name, target), ())} if is_seen else {"not seen"}
            cell = f"{process}/{state}: {command.name} {target} by {who}"
            may = is_seen and place.may(person, command, target)
            assert (cell, not kinds & {"who", "not seen"}) == (cell, may), kinds
            alike = (command, target, who) if ALL else (command, status_of(kinds))
            if alike not in tried:
                tried.add(alike)
                check_pressing(world.client(who), case, given, kinds, cell)
    record_property("cells of commands", len(world.people) * len(filled_in))
    record_property("cells pressed, on the page and over HTTP", len(tried))


def check_nothing_is_there(client: Client, case: Case, who: str) -> None:
    with undrawn():
        found = [client.get(address).status_code for address in (address_of(case), f"/cases/{case.number}/")]
    assert (who, found) == (who, [404, 404])


def check_shown(client: Client, case: Case, told: Told, who: str) -> None:
    """The API says every reason; the page shows as buttons what there is none against."""
    said = client.get(address_of(case)).json()["allowed_actions"]
    codes = {about: [each.code for each in obstacles] for about, obstacles in told.items()}
    assert {(a["name"], a["target"]): [each["code"] for each in a["obstacles"]] for a in said} == codes, who
    offered = client.get(f"/cases/{case.number}/").context["offered"]
    assert {(each.name, each.target) for each in offered.enabled} == {about for about in codes if not codes[about]}, who


def status_of(kinds: set[str]) -> int:
    """What the API answers to a complete command against which there are obstacles of these kinds."""
    return 404 if "not seen" in kinds else 403 if "who" in kinds else 409 if kinds else 201


def check_pressing(client: Client, case: Case, command: Command, kinds: set[str], cell: str) -> None:
    """What is offered is done; what is not is refused, and leaves nothing behind."""
    before = written(case)
    with undone():
        answer = send(client, case, command)
        assert (cell, answer.status_code) == (cell, status_of(kinds)), answer.content.decode()
        assert (cell, written(case) != before) == (cell, not kinds)
    case.refresh_from_db()
    if kinds:
        with undone(), undrawn():
            answer = press(client, case, command)
            assert (cell, answer.status_code in {404, 409, 422}) == (cell, True), answer.status_code
            assert (cell, written(case)) == (cell, before)
        case.refresh_from_db()
