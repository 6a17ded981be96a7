"""Who sees which page, what a refusal leaves behind, and how many queries a page takes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lifecycle.cases.commands import Claim, Declare
from lifecycle.cases.enums import State
from lifecycle.cases.models import Draft
from lifecycle.cases.services.drafts import keep_draft
from registry.ledger.models import Event
from registry.organisations.models import Person
from tests.factories import person
from tests.lifecycle.cases.factories import County, case_in, do, file
from tests.lifecycle.cases.pages.test_walk import opinion, send

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]

PAGES = [
    "",
    "task/",
    "approval-form/",
    "review/necessity/",
    "review/necessity/check/",
    "do/note/",
    "do/claim/necessity/",
]


@pytest.mark.parametrize("page", PAGES)
def test_to_a_stranger_the_case_does_not_exist(page: str, cast: County, sign_in: SignIn) -> None:
    case = case_in(State.REVIEW, cast)
    assert sign_in(cast.one("case_officer")).get(f"/cases/{case.number}/").status_code == 200
    assert sign_in(person(role="necessity_reviewer")).get(f"/cases/{case.number}/{page}").status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(cast: County, client: Client) -> None:
    case = case_in(State.INTAKE, cast)
    for address in ("/cases/", "/cases/open/", f"/cases/{case.number}/", f"/cases/{case.number}/do/note/"):
        assert client.get(address)["Location"].startswith("/sign-in/"), address


def test_no_page_shows_the_assessor_an_earlier_opinion_before_filing(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.REVIEW, cast)
    for step in ("necessity", "economy"):
        case = file(case, cast, step, "object")
    assessor, officer = sign_in(cast.reviewer("social_benefit")), sign_in(cast.one("case_officer"))
    receipt = f"receipts/{case.reviews.first().pk}/"  # type: ignore[union-attr]
    for page in ("", "approval-form/"):
        assert "Seen in the evidence." in officer.get(f"/cases/{case.number}/{page}").content.decode()
        assert "Seen in the evidence." not in assessor.get(f"/cases/{case.number}/{page}").content.decode()
    assert (
        officer.get(f"/cases/{case.number}/{receipt}").status_code,
        assessor.get(f"/cases/{case.number}/{receipt}").status_code,
    ) == (200, 404)


def test_a_refused_command_shows_why_and_writes_nothing(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.DRAFT, cast)
    officer, before = sign_in(cast.one("case_officer")), Event.objects.count()
    answer = officer.post(f"/cases/{case.number}/submission/", {"reason": "无人使用", "go": "check"})
    refused = [part.name for part, _told in answer.context["form"].refused]
    assert (answer.status_code, refused) == (422, ["affected", "data_disposal"])
    case.refresh_from_db()
    assert (case.version, case.submissions.count(), Event.objects.count()) == (1, 0, before)


def test_a_page_for_what_is_not_mine_says_so_instead_of_a_form(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.INTAKE, cast)
    officer = sign_in(cast.one("case_officer"))
    page = officer.get(f"/cases/{case.number}/do/accept/")
    assert page.status_code == 409
    assert [each.code for each in page.context["obstacles"]] == ["role-missing", "other-duty"]
    pressed = officer.post(f"/cases/{case.number}/do/accept/", {"version": case.version, "key": "k"})
    case.refresh_from_db()
    assert (pressed.status_code, case.state) == (409, State.INTAKE)


def test_an_action_the_state_does_not_have_is_no_page(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.INTAKE, cast)
    officer = sign_in(cast.one("case_officer"))
    for act in ("decide", "claim", "dance"):
        assert officer.get(f"/cases/{case.number}/do/{act}/").status_code == 404


def test_what_was_typed_is_kept_when_the_case_has_moved_and_a_second_press_goes_ahead(
    cast: County, sign_in: SignIn
) -> None:
    case = case_in(State.INTAKE, cast)
    intake = sign_in(cast.one("intake_officer"))
    stale = intake.post(f"/cases/{case.number}/do/return/", {"version": 1, "key": "k", "items": "缺附件"})
    assert stale.status_code == 409
    form = stale.context["form"]
    assert (form["items"].value(), form["version"].value()) == ("缺附件", str(case.version))
    again = {name: form[name].value() for name in form.fields}
    assert intake.post(f"/cases/{case.number}/do/return/", again).status_code == 302
    case.refresh_from_db()
    assert case.return_items == ["缺附件"]


def test_only_independent_organisations_are_offered_and_the_others_are_named_with_why(
    cast: County, sign_in: SignIn
) -> None:
    case = case_in(State.INTAKE, cast)
    form = sign_in(cast.one("intake_officer")).get(f"/cases/{case.number}/do/accept/").context["form"]
    assert [code for code, _name in form.fields["necessity"].choices] == ["", cast.reviewing["necessity"].code]
    refused = {
        offer.name: [each.code for each in offer.obstacles] for _label, offers in form.refused for offer in offers
    }
    assert refused == {cast.sponsor.name: ["not-independent", "nobody-there"]}


def test_a_draft_is_saved_by_itself_and_only_for_its_author(cast: County, sign_in: SignIn) -> None:
    case = _declared(cast)
    reviewer = sign_in(cast.reviewer("necessity"))
    half = {"score-need": "2", "reason-need": "尚在核实"}
    told = reviewer.post(f"/cases/{case.number}/review/necessity/", half, headers={"HX-Request": "true"})
    assert (told.status_code, told.templates[0].name) == (200, "cases/draft_state.html")
    draft = Draft.objects.get()
    assert (draft.person, draft.answers["scores"], draft.answers["reasons"]) == (
        cast.reviewer("necessity"), {"need": 2}, {"need": "尚在核实"},
    )  # fmt: skip
    assert "尚在核实" in reviewer.get(f"/cases/{case.number}/review/necessity/").content.decode()
    for role in ("case_officer", "intake_officer", "leader"):
        assert "尚在核实" not in sign_in(cast.one(role)).get(f"/cases/{case.number}/").content.decode()


def test_check_names_every_missing_answer_and_files_nothing(cast: County, sign_in: SignIn) -> None:
    case = _declared(cast)
    reviewer = sign_in(cast.reviewer("necessity"))
    page = reviewer.post(f"/cases/{case.number}/review/necessity/", {"score-need": "0", "go": "check"})
    assert page.status_code == 422
    assert [(each.code, each.field) for each in page.context["form"].obstacles] == [
        ("reason-missing", "need"),
        ("not-answered", "duty"),
        ("not-answered", "replaceable"),
        ("not-answered", "reliance"),
        ("not-answered", "nature"),
        ("opinion-missing", "opinion"),
    ]
    assert not case.reviews.exists()


def test_what_is_filed_is_what_was_checked(cast: County, sign_in: SignIn) -> None:
    case = _declared(cast)
    reviewer = sign_in(cast.reviewer("necessity"))
    written = reviewer.post(f"/cases/{case.number}/review/necessity/", {**opinion(case, "necessity"), "go": "check"})
    check = reviewer.get(written["Location"])
    hidden = check.context["form"].initial
    draft = Draft.objects.get()
    keep_draft(case=case, step="necessity", answers={**draft.answers, "opinion": "object"}, by=draft.person)
    assert reviewer.post(written["Location"], hidden).status_code == 409
    assert not case.reviews.exists()
    assert send(reviewer, written["Location"]).status_code == 302
    assert [each.opinion for each in case.reviews.all()] == ["object"]


def test_a_filed_opinion_is_corrected_beside_the_first(cast: County, sign_in: SignIn) -> None:
    case = file(case_in(State.REVIEW, cast), cast, "necessity")
    reviewer = sign_in(cast.reviewer("necessity"))
    address = f"/cases/{case.number}/review/necessity/"
    assert reviewer.get(address).context["form"].initial["opinion"] == "support"
    reviewer.post(address, {**opinion(case, "necessity", "object"), "go": "check"})
    assert send(reviewer, f"{address}check/").status_code == 302
    assert [(each.opinion, each.supersedes_id is not None) for each in case.reviews.order_by("pk")] == [
        ("support", False),
        ("object", True),
    ]


def test_the_list_takes_the_same_number_of_queries_for_one_case_and_for_three(
    cast: County, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    officer = sign_in(cast.one("case_officer"))
    case_in(State.INTAKE, cast)
    officer.get("/cases/")
    with django_assert_num_queries(9):
        assert officer.get("/cases/").context["page"].paginator.count == 1
    case_in(State.INTAKE, cast)
    case_in(State.REVIEW, cast)
    with django_assert_num_queries(9):
        assert officer.get("/cases/").context["page"].paginator.count == 3


def test_the_panel_of_a_system_shows_its_cases_and_no_others(cast: County, sign_in: SignIn) -> None:
    case, other = case_in(State.INTAKE, cast), case_in(State.INTAKE, cast)
    panel = sign_in(cast.one("case_officer")).get(
        f"/cases/of-system/{case.system.code}/", headers={"HX-Request": "true"}
    )
    shown = panel.content.decode()
    assert (case.number in shown, other.number in shown, "<html" in shown) == (True, False, False)


def _declared(cast: County) -> Any:
    """A case whose necessity reviewer has only the questions left to answer."""
    case = case_in(State.REVIEW, cast)
    for command in (Claim("necessity"), Declare("necessity", "none")):
        case = do(case, command, cast.reviewer("necessity"))
    return case
