"""Retirement cases over HTTP: who sees them, versions, idempotency, and one resource per command."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lifecycle.cases.api.case import CaseLine
from lifecycle.cases.commands import Claim, Declare
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.cases.selectors import allowed_actions
from registry.ledger.models import Event
from registry.organisations.enums import TokenScope
from registry.organisations.models import Person
from registry.systems.models import System
from tests.factories import person, system, token
from tests.lifecycle.cases.factories import CONTENT, STEPS, County, answers, case_in, do, draft

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def post(client: Client, case: Case, resource: str, body: dict[str, Any], **headers: str) -> Any:
    """POST below a case, on the version as it is unless the headers say otherwise."""
    case.refresh_from_db()
    told = {"If-Match": f'"v{case.version}"', **{name.replace("_", "-"): value for name, value in headers.items()}}
    told = {name: value for name, value in told.items() if value}
    address = f"/api/v1/retirements/{case.number}/{resource}/"
    return client.post(address, body, content_type="application/json", headers=told)


def written(case: Case) -> tuple[int, int]:
    """What a refusal must leave as it was: the version and the number of events."""
    case.refresh_from_db()
    return case.version, Event.objects.filter(stream=case.stream).count()


def test_the_etag_is_the_version_and_the_actions_are_the_engines(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.REVIEW, cast)
    reviewer = cast.reviewer("necessity")
    answer = sign_in(reviewer).get(f"/api/v1/retirements/{case.number}/")
    assert answer["ETag"] == f'"v{case.version}"'
    assert [(each["name"], each["target"], each["allowed"]) for each in answer.json()["allowed_actions"]] == [
        (each.name, each.target, each.is_allowed) for each in allowed_actions(case, reviewer)
    ]


def test_a_refused_action_says_why_in_the_words_of_the_rule(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.REVIEW, cast)
    assessor = cast.reviewer("social_benefit")
    told = sign_in(assessor).get(f"/api/v1/retirements/{case.number}/").json()["allowed_actions"]
    claim = next(each for each in told if (each["name"], each["target"]) == ("claim", "social_benefit"))
    engine = next(
        each for each in allowed_actions(case, assessor) if (each.name, each.target) == ("claim", "social_benefit")
    )
    assert claim["obstacles"] == [
        {"code": each.code, "message": str(each.message), "kind": each.kind} for each in engine.obstacles
    ]


def test_a_stranger_finds_no_case(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.INTAKE, cast)
    stranger = sign_in(person(role="necessity_reviewer"))
    assert stranger.get("/api/v1/retirements/").json()["count"] == 0
    assert stranger.get(f"/api/v1/retirements/{case.number}/").status_code == 404
    before = written(case)
    assert post(stranger, case, "notes", {"text": "?"}).status_code == 404
    assert written(case) == before


def test_a_program_has_no_part_in_a_case(cast: County, client: Client) -> None:
    case = case_in(State.INTAKE, cast)
    _token, secret = token(scope=TokenScope.READ_REGISTER)
    headers = {"Authorization": f"Bearer {secret}"}
    assert client.get(f"/api/v1/retirements/{case.number}/", headers=headers).status_code == 403
    assert client.get("/api/v1/retirements/").status_code == 401


def test_a_case_is_opened_and_answers_with_its_address(cast: County, sign_in: SignIn) -> None:
    about = system(sponsor=cast.sponsor)
    body = {"system": about.code, "origin": "order", "reference": "县办〔2026〕7号", "reason": "上级要求清理"}
    answer = sign_in(cast.one("case_officer")).post("/api/v1/retirements/", body, content_type="application/json")
    case = Case.objects.get()
    assert (answer.status_code, answer["Location"], answer["ETag"]) == (
        201, f"/api/v1/retirements/{case.number}/", '"v1"',
    )  # fmt: skip
    assert case.grounds == {"origin": "order", "reference": "县办〔2026〕7号", "reason": "上级要求清理"}


def test_only_a_case_officer_opens(cast: County, sign_in: SignIn) -> None:
    body = {"system": system().code, "origin": "order", "reason": "?"}
    answer = sign_in(cast.one("sponsor_staff")).post("/api/v1/retirements/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["obstacles"][0]["code"]) == (403, "role-missing")
    assert not Case.objects.exists()


def test_a_command_needs_the_version_that_was_read(cast: County, sign_in: SignIn) -> None:
    case = draft(cast)
    officer, before = sign_in(cast.one("case_officer")), written(case)
    for header, status in (("", 428), ('"v7"', 412), ('W/"v1"', 412), ("*", 412)):
        answer = post(officer, case, "submissions", {"content": CONTENT}, If_Match=header)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), header
    assert written(case) == before


def test_the_same_key_again_changes_nothing_even_on_an_older_version(cast: County, sign_in: SignIn) -> None:
    case = draft(cast)
    officer = sign_in(cast.one("case_officer"))
    first = post(officer, case, "submissions", {"content": CONTENT}, If_Match='"v1"', Idempotency_Key="k1")
    before = written(case)
    again = post(officer, case, "submissions", {"content": CONTENT}, If_Match='"v1"', Idempotency_Key="k1")
    assert (first.status_code, again.status_code, first.json()) == (201, 201, again.json())
    assert written(case) == before
    other = post(officer, case, "notes", {"text": "…"}, Idempotency_Key="k1")
    assert (other.status_code, other.json()["obstacles"][0]["code"]) == (422, "key-reused")
    long = post(officer, case, "notes", {"text": "…"}, Idempotency_Key="k" * 101)
    assert (long.status_code, written(case)) == (422, before)


def test_a_refusal_names_every_obstacle_and_writes_nothing(cast: County, sign_in: SignIn) -> None:
    case = draft(cast)
    before = written(case)
    answer = post(sign_in(cast.one("case_officer")), case, "submissions", {"content": {"reason": "x"}})
    assert answer.status_code == 422
    assert [(each["code"], each["field"]) for each in answer.json()["obstacles"]] == [
        ("field-missing", "affected"),
        ("field-missing", "data_disposal"),
    ]
    assert post(sign_in(cast.one("operator")), case, "submissions", {"content": CONTENT}).status_code == 404
    too_early = post(sign_in(cast.one("decision_maker")), case, "decisions", {"outcome": "keep", "reason": "x"})
    assert too_early.status_code == 409
    assert written(case) == before


def test_a_case_goes_from_submission_to_clearance_by_created_resources(cast: County, sign_in: SignIn) -> None:
    case = draft(cast)
    officer, intake = sign_in(cast.one("case_officer")), sign_in(cast.one("intake_officer"))
    steps: list[Any] = [
        post(officer, case, "submissions", {"content": CONTENT}),
        post(intake, case, "returns", {"items": ["数据处置不明"]}),
        post(officer, case, "submissions", {"content": CONTENT, "answers": ["归档"]}),
        post(intake, case, "acceptances", {"organisations": {step: cast.reviewing[step].code for step in STEPS}}),
    ]
    for step in STEPS:
        reviewer = sign_in(cast.reviewer(step))
        review = answers(case, step, "object" if step == "economy" else "support")
        filed = {"step": step, "scores": review.scores, "opinion": review.opinion, "reasons": review.reasons}
        steps += [
            post(reviewer, case, "claims", {"step": step}),
            post(reviewer, case, "declarations", {"step": step, "answer": "none"}),
            post(reviewer, case, "reviews", filed),
        ]
    decider, second = sign_in(cast.one("decision_maker")), sign_in(cast.another("decision_maker"))
    steps += [
        post(decider, case, "decisions", {"outcome": "retire", "reason": "已回应"}),
        post(second, case, "declinations", {"reason": "再议"}),
        post(decider, case, "decisions", {"outcome": "retire", "reason": "已逐条回应"}),
        post(second, case, "countersignatures", {"reason": "同意"}),
        post(sign_in(cast.one("operator")), case, "attestations", {"kind": "accounts", "statement": "已清"}),
        post(decider, case, "rescissions", {"reason": "发现遗漏"}),
        post(second, case, "declinations", {"reason": "无遗漏"}),
    ]
    assert [answer.status_code for answer in steps] == [201] * len(steps)
    last = steps[-1].json()
    assert (last["state"], last["round"], last["version"]) == ("clearance", 2, len(steps) + 1)
    assert [review["opinion"] for review in last["reviews"]] == ["support", "object", "support"]


def test_the_assessor_reads_no_earlier_opinion_before_filing(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.REVIEW, cast)
    for step in STEPS[:2]:
        for command in (Claim(step), Declare(step, "none"), answers(case, step)):
            case = do(case, command, cast.reviewer(step))
    address = f"/api/v1/retirements/{case.number}/"
    assert [each["step"] for each in sign_in(cast.one("case_officer")).get(address).json()["reviews"]] == list(
        STEPS[:2]
    )
    assert sign_in(cast.reviewer("social_benefit")).get(address).json()["reviews"] == []


def test_the_list_tells_of_cases_what_their_own_addresses_tell(cast: County, sign_in: SignIn) -> None:
    first, later = case_in(State.INTAKE, cast), case_in(State.CLOSED, cast)
    Case.objects.filter(pk=later.pk).update(follows=first)
    auditor = sign_in(person(role="auditor"))
    listed = auditor.get("/api/v1/retirements/").json()["results"]
    assert [(each["number"], each["follows"]) for each in listed] == [(later.number, first.number), (first.number, "")]
    assert [each["url"] for each in listed] == [f"/api/v1/retirements/{each.number}/" for each in (later, first)]
    for each in listed:
        assert set(each) == set(CaseLine.Meta.fields)
        one = auditor.get(each["url"]).json()
        assert each == {name: one[name] for name in each}


def test_a_case_is_found_by_part_of_its_number_or_by_its_system(cast: County, sign_in: SignIn) -> None:
    one, other = case_in(State.INTAKE, cast), case_in(State.INTAKE, cast)
    System.objects.filter(pk=other.system_id).update(search_text="河长制 hzz")
    auditor = sign_in(person(role="auditor"))
    for words, found in {one.number.lower()[-6:]: one, "hzz": other}.items():
        listed = auditor.get("/api/v1/retirements/", {"q": words}).json()
        assert [each["number"] for each in listed["results"]] == [found.number]
    assert auditor.get("/api/v1/retirements/", {"q": "no such words"}).json()["count"] == 0


def test_a_list_takes_the_same_number_of_queries_for_one_case_and_for_three(
    cast: County, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    auditor = sign_in(person(role="auditor"))
    case_in(State.INTAKE, cast)
    with django_assert_num_queries(6):
        assert auditor.get("/api/v1/retirements/").json()["count"] == 1
    case_in(State.INTAKE, cast)
    case_in(State.REVIEW, cast)
    with django_assert_num_queries(6):
        assert auditor.get("/api/v1/retirements/").json()["count"] == 3
