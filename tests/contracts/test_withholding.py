"""P3: nobody reads what ``sees_prior`` withholds: not in words, not in numbers, not in counts, nowhere.

Two opinions that differ in everything a reviewer can say are filed in turn, in the same case at the same moment. Whoever must not read
them is shown every page, API answer and export twice, and both worlds must look alike to the last byte. To whoever may read them
they differ, which shows that there was something to see.
"""

import re
from collections.abc import Iterator
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
from lifecycle.cases.selectors.facts import rubric_of
from tests.contracts.conftest import undone
from tests.contracts.county import Everything
from tests.contracts.doors import address_of, doors
from tests.lifecycle.cases.factories import do

pytestmark = pytest.mark.django_db
CANARY = "金丝雀"
WORDS = {True: f"{CANARY}甲", False: f"{CANARY}乙"}
MASKED = re.compile(rb'[0-9a-f]{32,64}|(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+"')
"""What differs by chance: hashes, keys, tokens."""
ACTS = re.compile(r"api:\w+-(?!detail|list)|.*(theme|set_language|sign-out|export)")
"""Addresses that are only posted to, or write the whole ledger."""
WITHHELD = {
    ("retirement", "necessity"): ["assessor", "sponsor_staff", "operator"],
    ("retirement", "economy"): ["assessor", "assessor1", "sponsor_staff"],
    ("evaluation", "economy"): ["assessor", "leader_of_social_benefit", "operator"],
    ("admission", "necessity"): ["assessor", "sponsor_staff", "superuser"],
}
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
    yield from (address_of(door, here) for door in doors() if not ACTS.match(door.name))
    yield from (f"/cases/{case.number}/receipts/{review.pk}/" for review in case.reviews.all())
    yield from (f"/cases/?export={form}" for form in ("csv", "xlsx"))
    yield from (f"/cases/?q={word}" for word in (CANARY, "object"))


def read(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    said: bytes = answer.getvalue()
    if is_zipfile(BytesIO(said)):
        with ZipFile(BytesIO(said)) as packed:
            said = b"".join(packed.read(name) for name in sorted(packed.namelist()))
    return str(answer.status_code).encode() + MASKED.sub(b"", said)


@pytest.mark.parametrize(("process", "step"), WITHHELD, ids=lambda part: part)
def test_whatever_was_said_the_world_looks_the_same_to_whoever_must_not_know(
    process: str, step: str, world: Everything, record_property: Any
) -> None:
    case = world.cases[process, State.REVIEW]
    if step == "economy":
        case = filed(case, "necessity", world, for_it=True)
    people = [*WITHHELD[process, step], READING[step]]
    worlds: list[dict[tuple[str, str], bytes]] = []
    for for_it in (True, False):
        with undone(), travel(datetime(2030, 3, 4, 4, tzinfo=UTC), tick=False):
            done = filed(case, step, world, for_it=for_it)
            clients = {who: world.client(who) for who in people}
            worlds.append({(who, at): read(clients[who], at) for who in people for at in addresses(done, world)})
    one, other = worlds
    assert one.keys() == other.keys()
    told = sorted((who, at) for who, at in one if one[who, at] != other[who, at])
    assert {who for who, _at in told} == {READING[step]}, [each for each in told if each[0] != READING[step]]
    spoken = {who for who, at in one if WORDS[True].encode() in one[who, at] and step == "necessity"}
    assert spoken <= {READING[step]}
    record_property("cells of visibility", len(one))
