"""Checkpoints in a browser without script."""

import json
from collections.abc import Callable
from inspect import getsource

import pytest
from django.test import Client
from django.urls import reverse

from registry.checkpoints.models import Checkpoint
from registry.checkpoints.selectors import document_of
from registry.checkpoints.services import seal
from registry.jobs.services import add, work_next
from registry.ledger import chain
from registry.ledger.chain import breaks_of_checkpoint, breaks_of_export
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests.factories import person
from tests.registry.ledger.factories import chain_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_an_auditor_takes_checkpoint_ledger_and_verifier_away(sign_in: SignIn) -> None:
    chain_of(3)
    checkpoint = seal(by=None)
    auditor = sign_in(person(role=Role.AUDITOR))

    assert list(auditor.get(reverse("checkpoints:list")).context["page_obj"]) == [checkpoint]
    taken = json.loads(auditor.get(reverse("checkpoints:file", args=[1])).content)
    assert taken == document_of(checkpoint)
    assert list(breaks_of_checkpoint(taken, key=checkpoint.key)) == []
    lines = auditor.get(reverse("checkpoints:export")).getvalue().decode().splitlines()
    walk, breaks = breaks_of_export(lines, [taken])
    assert (walk.events, breaks) == (4, [])
    assert auditor.get(reverse("checkpoints:verifier")).content.decode() == getsource(chain)


@pytest.mark.parametrize("role", ["", *(role for role in Role if role not in {Role.AUDITOR, Role.ADMINISTRATOR})])
def test_nobody_with_a_part_in_cases_reads_them(sign_in: SignIn, role: str) -> None:
    chain_of(1)
    seal(by=None)
    client = sign_in(person(role=role))
    addresses = [reverse(f"checkpoints:{name}") for name in ("list", "verifier", "export")]
    addresses.append(reverse("checkpoints:file", args=[1]))
    assert [client.get(address).status_code for address in addresses] == [403] * 4


def test_the_nightly_job_seals() -> None:
    chain_of(1)
    add("checkpoints.seal", by=None, arguments={})
    done = work_next()
    assert done is not None
    done.refresh_from_db()
    assert (done.state, done.result["checkpoint"]) == ("done", 1)
    assert Checkpoint.objects.count() == 1
