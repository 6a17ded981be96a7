from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.proving.enums import Generator
from registry.ledger.models import Event
from registry.organisations.enums import Role
from tests.evaluations.findings.found import case_officer
from tests.evaluations.proving.factories import TALLY, proof
from tests.factories import person

pytestmark = pytest.mark.django_db


def shown(client: Client) -> str:
    return client.get(reverse("proving:latest")).content.decode()


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(case_officer(), backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = "en"
    return client


def test_without_a_proof_the_page_says_so(officer: Client) -> None:
    assert "Nothing has been proved here yet" in shown(officer)


def test_figures_stand_beside_their_targets_with_seeds_policy_and_code(officer: Client) -> None:
    proof()
    page = shown(officer)
    for said in ("1001-1002", "1-20", "version 1", "c" * 12, "80.0 %", "at least 85.0 %", "missed", "71.1 % – 86.7 %"):
        assert said in page
    assert "The detector has been changed since" in page


def test_the_page_names_the_generator_and_shows_both_once_there_are_both(officer: Client) -> None:
    proof()
    page = shown(officer)
    assert "First generator" in page
    assert "Both generators side by side" not in page
    proof(TALLY + Counter({"right/AB": 3}), Generator.SECOND)
    page = shown(officer)
    assert "Both generators side by side" in page
    row = page[page.index("Difference") :]
    row = row[row.index("Tiers A and B: of those found") :]
    assert [row.index(said) for said in ("80.0 %", "83.0 %", "+3.0")] == sorted(
        row.index(said) for said in ("80.0 %", "83.0 %", "+3.0")
    )
    assert "Second generator" in page


def test_a_kept_proof_is_in_the_ledger_with_what_was_missed() -> None:
    kept = proof()
    event = Event.objects.get(verb="proving.proved")
    assert (event.subject, event.data["seeds"], event.data["missed"]) == (kept.code, "1001-1002", ["precision/AB"])
    assert event.data["generator"] == "first"


def test_who_does_not_read_findings_does_not_read_proofs(client: Client) -> None:
    client.force_login(person(role=Role.SPONSOR_STAFF), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("proving:latest")).status_code == 403
