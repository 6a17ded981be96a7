"""What is too large is refused before it is read; the answer is one people can read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evaluations.usage.services.deliveries import CSV_BYTES
from lifecycle.cases.enums import State
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.sheets import limits
from registry.systems.models import ImportBatch
from tests.factories import person
from tests.lifecycle.cases.factories import case_in, county

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
MB = 1024**2


class Untouched(BytesIO):
    """A body that must not be read."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise AssertionError("The body was read.")


def send(client: Client, url: str, size: int) -> Any:
    sent: dict[str, Any] = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(size)}
    sent["wsgi.input"] = Untouched()
    return client.post(url, **sent)


def test_two_hundred_megabytes_are_refused_unread_on_every_page_that_takes_files(
    sign_in: SignIn, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    officer = sign_in(person(role=Role.CASE_OFFICER))
    for name, most in (("systems:import", limits.FILE_BYTES), ("usage:import", CSV_BYTES)):
        page = send(officer, reverse(name), 200 * MB)
        assert (page.status_code, page.context["most"], page.context["sent"]) == (413, most // MB, 200)
        assert "Nothing was saved." in page.content.decode()
    assert (list(tmp_path.iterdir()), ImportBatch.objects.count()) == ([], 0)


def test_lists_of_a_clearance_may_be_as_large_as_any_sheet(sign_in: SignIn) -> None:
    cast = county()
    case = case_in(State.CLEARANCE, cast)
    client = sign_in(cast.one("operator"))
    url = reverse("clearances:act", args=[case.number, "accounts", "import"])
    assert send(client, url, limits.FILE_BYTES + 2 * MB).context["most"] == limits.FILE_BYTES // MB
    with pytest.raises(AssertionError, match="was read"):
        send(client, url, limits.FILE_BYTES)


def test_a_page_without_files_and_a_stranger_may_send_a_form_only(sign_in: SignIn, client: Client) -> None:
    assert send(client, reverse("systems:import"), 11 * MB).context["most"] == 10
    checking = Client(enforce_csrf_checks=True)  # looking for the token would read the body
    assert send(checking, reverse("sign-in"), 11 * MB).status_code == 413
    assert send(sign_in(person(role=Role.CASE_OFFICER)), reverse("systems:new"), 11 * MB).status_code == 413


def test_a_program_is_told_with_a_problem_document(client: Client) -> None:
    answer = client.post("/api/v1/usage/", CONTENT_LENGTH=str(11 * MB), content_type="application/json")
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large/")
