"""Every answer of the API from 400 up is a registered problem document, and says no more than it should."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from config.api.problem_types import BY_CODE, TYPES

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.config.api.things")]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def problem(answer: Any) -> dict[str, Any]:
    """The document, after checking that status, media type and type are those of the table."""
    said: dict[str, Any] = answer.json()
    kind = BY_CODE[said["type"].split("/")[2]]
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, said["status"], said["title"]) == (kind.status, kind.status, kind.title)
    return said


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ("who", "not-permitted"),
        ("when", "refused"),
        ("content", "invalid"),
        ("when-content", "refused"),
        ("who-when", "not-permitted"),
        ("version", "version-changed"),
        ("key", "invalid"),
        ("http404", "not-found"),
        ("denied", "not-permitted"),
        ("throttled", "too-many-requests"),
        ("bug", "broken"),
    ],
)
def test_every_end_has_its_type(client: Client, end: str, code: str) -> None:
    answer = client.get(f"/api/v1/ends/{end}/")
    assert problem(answer)["type"] == f"/problems/{code}/"
    assert "secret" not in answer.text


def test_a_refusal_lists_every_obstacle_in_words(client: Client) -> None:
    assert problem(client.get("/api/v1/ends/who-when/")) == {
        "type": "/problems/not-permitted/",
        "title": "You may not do this",
        "status": 403,
        "detail": "Because of when. Because of who.",
        "instance": "/api/v1/ends/who-when/",
        "obstacles": [
            {"code": "o-when", "message": "Because of when.", "field": "f-when"},
            {"code": "o-who", "message": "Because of who.", "field": "f-who"},
        ],
    }


def test_a_changed_version_does_not_name_the_ledger_s_stream(client: Client) -> None:
    said = problem(client.get("/api/v1/ends/version/"))
    assert (said["obstacles"], "case/1" in str(said)) == ([], False)


def test_a_throttled_program_is_told_how_long_to_wait(client: Client) -> None:
    assert client.get("/api/v1/ends/throttled/")["Retry-After"] == "7"


def test_wrong_content_names_the_field(client: Client) -> None:
    answer = client.post("/api/v1/items/", {"number": 0}, content_type="application/json")
    assert problem(answer)["obstacles"] == [
        {"code": "required", "message": "This field is required.", "field": "name"},
        {"code": "min_value", "message": "Ensure this value is greater than or equal to 1.", "field": "number"},
    ]


def test_wrong_content_of_a_batch_names_the_row(client: Client) -> None:
    rows = [{"name": "a", "number": 1}, {"name": "b", "number": "x"}]
    answer = client.post("/api/v1/items/", rows, content_type="application/json")
    assert problem(answer)["obstacles"] == [
        {"code": "invalid", "message": "A valid integer is required.", "row": 1, "field": "number"}
    ]


def test_what_is_not_json_is_malformed(client: Client) -> None:
    assert (
        problem(client.post("/api/v1/items/", "{", content_type="application/json"))["type"] == "/problems/malformed/"
    )


def test_other_media_types_and_methods_are_named(client: Client) -> None:
    assert problem(client.post("/api/v1/items/", "x", content_type="text/plain"))["status"] == 415
    assert problem(client.delete("/api/v1/items/"))["status"] == 405


def test_a_program_without_a_token_is_challenged(client: Client) -> None:
    answer = client.get("/api/v1/closed/")
    assert problem(answer)["status"] == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_an_unknown_address_below_the_api_is_a_document_too(client: Client) -> None:
    assert problem(client.get("/api/v1/nowhere/"))["type"] == "/problems/not-found/"


@pytest.mark.parametrize(
    ("end", "status", "sentence"),
    [
        ("who-when", 403, "Because of who."),
        ("when", 409, "Because of when."),
        ("content", 422, "Because of content."),
        ("version", 412, "Somebody changed it while you were looking."),
        ("http404", 404, "There is no such page"),
        ("denied", 403, "Your account has no right"),
        ("bug", 500, "This is our mistake"),
    ],
)
def test_a_page_says_the_same_in_its_shell(client: Client, end: str, status: int, sentence: str) -> None:
    answer = client.get(f"/ends/{end}/")
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert sentence in answer.text
    assert "secret" not in answer.text


def test_a_refused_page_leads_back_where_the_person_was_but_nowhere_else(client: Client) -> None:
    here = client.get("/ends/when/", headers={"Referer": "http://testserver/systems/"})
    assert 'href="http://testserver/systems/">Back' in here.text
    elsewhere = client.get("/ends/when/", headers={"Referer": "https://elsewhere.example/"})
    assert 'href="/">Back' in elsewhere.text


def test_every_type_has_a_page(client: Client) -> None:
    assert [client.get(kind.uri).status_code for kind in TYPES] == [200] * len(TYPES)
    assert client.get("/problems/nonsense/").status_code == 404


def test_the_documentation_is_up_to_date() -> None:
    call_command("document_problems", "--check")
