"""The register for programs: read only, and a token reads no further than its organisation."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from registry.organisations.enums import Role, TokenScope
from tests.factories import organisation, person, system, token

pytestmark = pytest.mark.django_db


def bearer(secret: str) -> dict[str, Any]:
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def codes(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return [row["code"] for row in answer.json()["results"]]


def test_a_token_reads_the_systems_and_the_entry_of_its_own_organisation(client: Client) -> None:
    ours, theirs = organisation(), organisation()
    mine = system(sponsor=ours, paths=("https://a.cn",))
    operated = system(sponsor=theirs, operator=ours)
    other = system(sponsor=theirs)
    _token, secret = token(organisation=ours)
    assert codes(client.get("/api/v1/systems/", **bearer(secret))) == [mine.code, operated.code]
    assert codes(client.get("/api/v1/organisations/", **bearer(secret))) == [ours.code]
    one = client.get(f"/api/v1/systems/{mine.code}/", **bearer(secret)).json()
    assert (one["name"], one["sponsor"], one["addresses"]) == (
        mine.name,
        {"code": ours.code, "name": ours.name},
        ["https://a.cn"],
    )
    assert client.get(f"/api/v1/systems/{other.code}/", **bearer(secret)).status_code == 404


def test_a_token_for_usage_does_not_read_the_register(client: Client) -> None:
    ours = organisation()
    system(sponsor=ours)
    _token, secret = token(organisation=ours, scope=TokenScope.REPORT_USAGE)
    assert client.get("/api/v1/systems/", **bearer(secret)).status_code == 403
    assert client.get("/api/v1/organisations/", **bearer(secret)).status_code == 403


def test_nobody_reads_without_signing_in(client: Client) -> None:
    assert client.get("/api/v1/systems/").status_code == 401


def test_a_person_reads_with_the_filters_of_the_page(client: Client) -> None:
    live, retired = system(code="A"), system(code="B", stage="retired")
    client.force_login(person(role=Role.AUDITOR), backend="django.contrib.auth.backends.ModelBackend")
    assert codes(client.get("/api/v1/systems/")) == [live.code, retired.code]
    assert codes(client.get("/api/v1/systems/?stage=retired")) == [retired.code]
    assert client.get("/api/v1/systems/?stage=nowhere").status_code in {400, 422}
    assert client.post("/api/v1/systems/", {}).status_code in {403, 405}


def test_the_list_tells_of_systems_what_their_own_addresses_tell(client: Client) -> None:
    bare = system(code="A")
    whole = system(
        code="B",
        operator=organisation(),
        paths=("https://b.cn", "https://a.cn"),
        launched_on=date(2021, 3, 4),
        annual_cost_fen=500,
    )
    client.force_login(person(role=Role.AUDITOR), backend="django.contrib.auth.backends.ModelBackend")
    listed = client.get("/api/v1/systems/").json()["results"]
    assert listed == [client.get(f"/api/v1/systems/{each.code}/").json() for each in (bare, whole)]
    assert [each["addresses"] for each in listed] == [[], ["https://a.cn", "https://b.cn"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    client: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    ours = organisation()
    for _each in range(rows):
        system(sponsor=ours, paths=("https://a.cn", "https://b.cn"))
    _token, secret = token(organisation=ours)
    with django_assert_max_num_queries(4):
        client.get("/api/v1/systems/", **bearer(secret))
