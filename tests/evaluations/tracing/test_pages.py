"""Traces in a browser without script, printed, and as JSON."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from evaluations.appraisals.models import Appraisal
from lifecycle.cases.enums import State
from lifecycle.cases.services import open_case
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests.evaluations.findings.found import finding
from tests.factories import person, system
from tests.lifecycle.cases.factories import County, case_in, county

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def key_file(settings: Settings, tmp_path: Path) -> None:
    settings.CHECKPOINT_KEY_FILE = tmp_path / "checkpoint_key"


def addresses(cast: County) -> list[str]:
    """One trace of each kind about a decided case."""
    case = case_in(State.CLEARANCE, cast)
    found = finding(system=case.system, case_number=case.number)
    return [
        reverse("tracing:case", args=[case.number]),
        reverse("tracing:finding", args=[found.code]),
        reverse("tracing:person", args=[cast.reviewer("necessity").account]),
        reverse("tracing:organisation", args=[cast.bureau.code]),
    ]


def test_an_auditor_and_the_leader_of_the_bureau_open_every_trace(sign_in: SignIn) -> None:
    cast = county()
    pages = addresses(cast)
    for reader in (person(role=Role.AUDITOR), cast.one("leader")):
        assert [sign_in(reader).get(page).status_code for page in pages] == [200] * 4


def test_a_leader_of_another_bureau_finds_no_case_and_no_finding_there(sign_in: SignIn) -> None:
    pages = addresses(county())
    stranger = sign_in(county().one("leader"))
    assert [stranger.get(page).status_code for page in pages] == [404, 404, 200, 200]


@pytest.mark.parametrize("role", ["", *(role for role in Role if role != Role.AUDITOR)])
def test_nobody_else_traces_anything(sign_in: SignIn, role: str) -> None:
    pages = addresses(county())
    client = sign_in(person(role=role))
    assert [client.get(page).status_code for page in pages] == [403] * 4


def test_the_tree_can_be_taken_as_json_and_printed_with_every_branch_open(sign_in: SignIn) -> None:
    cast = county()
    case = case_in(State.CLEARANCE, cast)
    client = sign_in(person(role=Role.AUDITOR))
    page = reverse("tracing:case", args=[case.number])
    told = client.get(page, {"as": "json"}).json()
    assert (told["kind"], told["title"]) == ("case", f"Retirement {case.number}")
    assert "decision" in [child["kind"] for child in told["children"]]
    shown, printed = (client.get(page, query).content.decode() for query in ({}, {"as": "print"}))
    assert shown.count('<details class="trace-node" open>') == 1
    assert printed.count('<details class="trace-node">') == 0


def test_an_appraisal_is_traced_by_the_auditor_and_by_the_leader_of_the_case_it_was_made_for(sign_in: SignIn) -> None:
    cast = county()
    about = system(sponsor=cast.sponsor, operator=cast.operator)
    case = open_case(system=about, process="evaluation", grounds={}, by=cast.one("case_officer"))
    address = reverse("tracing:appraisal", args=[Appraisal.objects.get(case=case).code])
    for reader in (person(role=Role.AUDITOR), cast.one("leader")):
        assert case.number in sign_in(reader).get(address).content.decode()
    assert sign_in(county().one("leader")).get(address).status_code == 404
    assert sign_in(cast.one("operator")).get(address).status_code == 403


def test_case_and_organisation_pages_lead_there_only_whoever_may_trace(sign_in: SignIn) -> None:
    cast = county()
    case = case_in(State.CLEARANCE, cast)
    trace = reverse("tracing:case", args=[case.number])
    of_bureau = reverse("tracing:organisation", args=[cast.bureau.code])
    for reader, leads in ((person(role=Role.AUDITOR), True), (cast.one("leader"), True), (cast.one("operator"), False)):
        client = sign_in(reader)
        said = client.get(reverse("cases:detail", args=[case.number])).content.decode()
        assert (trace in said) == leads
        said = client.get(reverse("organisations:detail", args=[cast.bureau.code])).content.decode()
        assert (of_bureau in said) == leads
