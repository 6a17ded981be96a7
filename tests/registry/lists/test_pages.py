"""A list shows what was asked for, in few queries, and its address says it all."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from registry.lists.models import SavedView
from registry.organisations.models import Person
from registry.systems.enums import Stage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.registry.lists.pages")]
SignIn = Callable[[Person], Client]


@pytest.fixture
def client(sign_in: SignIn) -> Client:
    return sign_in(factories.person())


def names(client: Client, query: str) -> list[str]:
    return [row["cells"][0].text for row in client.get(f"/things/{query}").context["rows"]]


@pytest.mark.parametrize("how_many", [1, 3])
def test_a_list_takes_seven_queries_whatever_its_length(
    client: Client, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(how_many):
        factories.system()
    with django_assert_num_queries(6):
        answer = client.get("/things/?sort=name")
    assert len(answer.context["rows"]) == how_many


def test_a_stranger_is_sent_to_the_sign_in_page(client: Client) -> None:
    answer = Client().get("/things/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/things/")


def test_filters_and_order_come_from_the_address(client: Client) -> None:
    for name, stage in [("b-live", Stage.LIVE), ("a-live", Stage.LIVE), ("c-gone", Stage.RETIRED)]:
        factories.system(name, stage=stage)
    assert names(client, "") == ["a-live", "b-live", "c-gone"]
    assert names(client, "?stage=live&sort=-name") == ["b-live", "a-live"]
    assert names(client, "?name=gone&sort=nonsense&page=x&page_size=7") == ["c-gone"]


def test_a_filter_that_cannot_be_understood_shows_nothing_and_says_so(client: Client) -> None:
    factories.system()
    answer = client.get("/things/?stage=nowhere")
    assert answer.context["rows"] == []
    assert "nowhere is not one of the available choices" in answer.text


def test_pages_count_on_and_the_last_page_answers_for_those_beyond(client: Client) -> None:
    for number in range(45):
        factories.system(f"system-{number:02}")
    second = client.get("/things/?page=2")
    assert [row["number"] for row in second.context["rows"]] == list(range(21, 41))
    assert names(client, "?page=99") == [f"system-{number}" for number in range(40, 45)]
    assert len(names(client, "?page_size=50")) == 45


def test_chosen_columns_are_shown_in_the_list_s_own_order(client: Client) -> None:
    factories.system("one", code="SYS-1")
    shown = client.get("/things/?columns=code&columns=name&columns=nonsense").context["rows"][0]["cells"]
    assert [cell.text for cell in shown] == ["one", "SYS-1"]


def test_a_fragment_holds_the_results_only_and_carries_its_address(client: Client) -> None:
    factories.system()
    answer = client.get("/things/?stage=live&name=&page_size=20", headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert answer["HX-Push-Url"] == "/things/?stage=live"
    assert "HX-Request" in answer["Vary"]


def test_going_back_in_the_browser_gets_the_whole_page(client: Client) -> None:
    answer = client.get("/things/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in answer.text


def test_an_export_holds_every_page_of_what_is_filtered(client: Client) -> None:
    for number in range(25):
        factories.system(f"system-{number:02}", eligible_users=number)
    factories.system("gone", stage=Stage.RETIRED)
    answer = client.get("/things/?stage=live&columns=name&columns=eligible_users&export=csv")
    text = b"".join(answer).decode()
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [
        ["name", "eligible users"],
        *([f"system-{number:02}", str(number)] for number in range(25)),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＋", "－", "＠"])
def test_no_exported_text_runs_as_a_formula(client: Client, start: str) -> None:
    nasty = f"{start}cmd|'/C calc'!A1"
    factories.system(nasty)
    text = b"".join(client.get("/things/?columns=name&export=csv")).decode()
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [f"'{nasty}"]
    book = load_workbook(io.BytesIO(b"".join(client.get("/things/?columns=name&export=xlsx"))))
    cell = book.worksheets[0]["A2"]
    assert (cell.data_type, cell.value) == ("s", nasty)


def test_a_saved_view_opens_the_list_for_its_owner_only(sign_in: SignIn) -> None:
    factories.system("live")
    factories.system("gone", stage=Stage.RETIRED)
    owner, colleague = sign_in(factories.person()), sign_in(factories.person())
    said = {"list_name": "things", "name": "gone ones", "query": "?stage=retired", "shared": "on", "default": "on"}
    assert owner.post("/lists/views/", said).url == "/things/?stage=retired"  # type: ignore[attr-defined]
    assert names(owner, "") == ["gone"]
    assert names(owner, "?reset=1") == ["gone", "live"]
    assert names(colleague, "") == ["gone", "live"]
    assert [view.name for view in colleague.get("/things/").context["saved_views"]] == ["gone ones"]


def test_a_private_view_stays_private_and_only_its_owner_forgets_it(sign_in: SignIn) -> None:
    owner, colleague = sign_in(factories.person()), sign_in(factories.person())
    owner.post("/lists/views/", {"list_name": "things", "name": "mine", "query": "?name=x"})
    view = SavedView.objects.get()
    assert colleague.get("/things/").context["saved_views"] == []
    assert colleague.post(f"/lists/views/{view.pk}/forget/").status_code == 404
    assert SavedView.objects.count() == 1
    owner.post(f"/lists/views/{view.pk}/forget/")
    assert SavedView.objects.count() == 0


def test_a_second_default_takes_the_place_of_the_first(client: Client) -> None:
    for name in ("first", "second", "second"):
        client.post("/lists/views/", {"list_name": "things", "name": name, "query": "?name=x", "default": "on"})
    assert list(SavedView.objects.values_list("name", "default")) == [("first", False), ("second", True)]


@pytest.mark.parametrize("wrong", [{"list_name": "nowhere"}, {"query": "https://elsewhere.example/"}, {"name": ""}])
def test_a_view_of_nothing_is_refused(client: Client, wrong: dict[str, str]) -> None:
    said = {"list_name": "things", "name": "x", "query": "?name=x"}
    answer = client.post("/lists/views/", said | wrong)
    assert answer.status_code == 422
    assert "<h1>" in answer.text
    assert SavedView.objects.count() == 0
