"""P3: nobody reads what ``sees_prior`` withholds: not in words, not in numbers, not in counts, nowhere.

Two opinions that differ in everything a reviewer can say are filed in turn, in the same case at the same moment. Whoever must not read
them is shown every page, API answer and export twice, and both worlds must look alike to the last byte. To whoever may read them
they differ, which shows that there was something to see.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from django.test import Client
from time_machine import travel

from lifecycle.cases.commands import Claim, Declare, FileReview, Note
from lifecycle.cases.enums import Opinion, State
from lifecycle.cases.models import Case
from lifecycle.cases.processes import CURRENT
from lifecycle.cases.selectors.facts import rubric_of
from registry.organisations.models import Person
from tests.contracts.conftest import undone
from tests.contracts.county import Everything
from tests.contracts.doors import address_of, doors
from tests.contracts.walks import walked
from tests.lifecycle.cases.factories import do

pytestmark = pytest.mark.django_db
CANARY = "金丝雀"
WORDS = {True: f"{CANARY}甲", False: f"{CANARY}乙"}
MASKED = re.compile(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": "|name="key" value=")[^"]+"')
"""What differs by chance: tokens and keys of forms. Hashes do not: a guess could be tested by one."""
ALIKE = {
    "sign-out",
    "theme",
    "set_language",
    "checkpoints:export",
    "api:schema",
    "api:api-docs",
    "systems:import-template",
}
"""Addresses that say the same to everybody, or say nothing."""
OPINIONS = [
    ("retirement", "necessity"),
    ("retirement", "economy"),
    ("evaluation", "economy"),
    ("admission", "necessity"),
]
WITHHELD = ["assessor", "leader_of_social_benefit", "sponsor_staff"]
"""Who reviews last, who leads them, and to whom the system belongs; whom a case is not shown at all is in ``test_doors``."""
READING = {"necessity": "finance_reviewer", "economy": "case_officer"}


def opinion(case: Case, step: str, *, for_it: bool) -> FileReview:
    """All for it, or all against it, with every answer at the other end of its scale."""
    rubric = rubric_of(case, step)
    assert rubric is not None
    scores = {each.code: 0 if for_it else each.maximum for each in rubric.criteria.all()}
    reasons = dict.fromkeys([*scores, "opinion"], WORDS[for_it])
    return FileReview(step, scores, Opinion.SUPPORT if for_it else Opinion.OBJECT, reasons)


def filed(case: Case, step: str, world: Everything, *, for_it: bool) -> Case:
    reviewer = world.cast.reviewer(step)
    for command in (Claim(step), Declare(step, "none")):
        case = do(case, command, reviewer)
    case = do(case, opinion(case, step, for_it=for_it), reviewer)
    return do(case, Note(WORDS[for_it]), reviewer)


def addresses(case: Case, world: Everything) -> Iterator[str]:
    """Everything that can be read of the case and around it, its list also as exports and by whatever somebody might look for."""
    told = {**world.arguments[""], "code": case.system.code, "number": case.number}
    here = replace(world, arguments={**world.arguments, "": told})
    elsewhere = tuple(f"api:{table.code}" for table in CURRENT if table.code != case.process)
    for door in doors():
        if door.name not in ALIKE and not door.name.startswith(elsewhere):
            yield address_of(door, here)
    yield from (f"/cases/{case.number}/receipts/{review.pk}/" for review in case.reviews.all())
    yield from (f"/cases/?export={form}" for form in ("csv", "xlsx"))
    yield from (f"/cases/?q={word}" for word in (CANARY, "object"))


class Reading:
    """What somebody reads; addresses that are only posted to are asked once."""

    def __init__(self) -> None:
        self.unreadable: set[str] = set()

    def of(self, client: Client, asked: Iterable[str]) -> dict[str, bytes]:
        return {address: self.at(client, address) for address in asked if address not in self.unreadable}

    def at(self, client: Client, address: str) -> bytes:
        answer: Any = client.get(address)
        if answer.status_code == 405:
            self.unreadable.add(address)
        said: bytes = answer.getvalue()
        if is_zipfile(BytesIO(said)):
            with ZipFile(BytesIO(said)) as packed:
                said = b"".join(packed.read(name) for name in sorted(packed.namelist()))
        return str(answer.status_code).encode() + MASKED.sub(b"", said)


def test_whatever_was_said_the_world_looks_the_same_to_whoever_must_not_know(
    world: Everything, sign_in: Callable[[Person], Client], record_property: Any
) -> None:
    begun = [(world.cases[process, State.REVIEW], step) for process, step in OPINIONS]
    begun[1] = (filed(walked("retirement", State.REVIEW, world.cast), "necessity", world, for_it=True), "economy")
    begun[2] = (filed(begun[2][0], "necessity", world, for_it=True), "economy")
    own_pages = [(READING[step], f"/cases/{case.number}/") for case, step in begun]
    reading, worlds = Reading(), []
    for for_it in (True, False):
        with undone(), travel(datetime(2030, 3, 4, 4, tzinfo=UTC), tick=False):
            cases = [filed(case, step, world, for_it=for_it) for case, step in begun]
            asked = dict.fromkeys(address for case in cases for address in addresses(case, world))
            clients = {who: sign_in(world.people[who]) for who in [*WITHHELD, *READING.values()]}
            said = {(who, at): text for who in WITHHELD for at, text in reading.of(clients[who], asked).items()}
            said |= {(who, at): reading.at(clients[who], at) for who, at in own_pages}
            worlds.append({cell: text for cell, text in said.items() if cell[1] not in reading.unreadable})
    one, other = worlds
    assert one.keys() == other.keys()
    told = {cell for cell in one if one[cell] != other[cell]}
    assert told == set(own_pages), sorted(told.symmetric_difference(own_pages))
    record_property("cells of visibility", len(one))
