"""Lots, results of spot checks and opinions of peers as created resources."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from evaluations.appraisals.models import Assignment, CheckResult, Draw, PeerOpinion, SpotCheck
from evaluations.appraisals.services.lots import draw_cross_assessment, draw_spot_checks
from registry.ledger.models import Event
from registry.organisations.enums import RelationKind, Role
from registry.organisations.models import Relation
from tests import factories
from tests.evaluations.appraisals.api.test_appraisals import client
from tests.evaluations.appraisals.api.test_self_evaluations import codes, post
from tests.evaluations.appraisals.factories import case_officer
from tests.evaluations.appraisals.test_lots import sponsors, staff

pytestmark = pytest.mark.django_db


def rows() -> tuple[int, ...]:
    counted = (Draw, SpotCheck, CheckResult, Assignment, PeerOpinion, Event)
    return tuple(model.objects.count() for model in counted)


def first_assignment() -> Assignment:
    sponsors(3)
    draw_cross_assessment(seed="s", by=case_officer())
    assignment = Assignment.objects.select_related("assessor", "assessed", "system").first()
    assert assignment is not None
    return assignment


def test_spot_checks_are_drawn_with_their_seed_and_can_be_drawn_again() -> None:
    systems = [factories.system() for _each in range(4)]
    officer = client(case_officer())
    answer = post(officer, "draws/spot-checks/", {"size": 2, "seed": "2026-11-21 08 15 22"})
    draw = Draw.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/draws/{draw.code}/")
    told = officer.get(answer["Location"]).json()
    assert told == answer.json()
    assert (told["seed"], told["pool"], told["drawn_again"], told["sha256"]) == (
        "2026-11-21 08 15 22",
        sorted(system.code for system in systems),
        True,
        draw.sha256,
    )
    assert [each["system"]["code"] for each in told["spot_checks"]] == draw.result
    assert [each["code"] for each in officer.get("/api/v1/draws/").json()["results"]] == [draw.code]


def test_a_lot_sent_twice_under_one_key_is_drawn_once() -> None:
    factories.system()
    officer, told = client(case_officer()), {"size": 1, "seed": "s"}
    first = post(officer, "draws/spot-checks/", told, key="lot")
    assert post(officer, "draws/spot-checks/", told, key="lot").json() == first.json()
    assert Draw.objects.count() == 1
    post(officer, "draws/spot-checks/", told)
    assert Draw.objects.count() == 2


def test_only_a_case_officer_of_the_bureau_draws() -> None:
    organisation = sponsors(3)[0]
    _token, secret = factories.token(organisation=organisation)
    before = rows()
    for path in ("draws/spot-checks/", "draws/cross-assessments/"):
        refused = post(client(staff(organisation)), path, {"size": 1, "seed": "s"})
        assert (refused.status_code, codes(refused)) == (403, ["not-a-case-officer"])
        program = APIClient(HTTP_AUTHORIZATION=f"Bearer {secret}")
        assert post(program, path, {"size": 1, "seed": "s"}).status_code == 403
        assert post(client(case_officer()), path, {"size": 1, "seed": " "}).status_code == 422
    assert rows() == before


def test_two_organisations_are_too_few_for_a_circle() -> None:
    sponsors(2)
    refused = post(client(case_officer()), "draws/cross-assessments/", {"seed": "s"})
    assert (refused.status_code, codes(refused), Draw.objects.count()) == (422, ["pool-too-small"], 0)


def test_what_was_seen_on_the_spot_is_written_down_once() -> None:
    factories.system()
    draw_spot_checks(size=1, seed="s", by=case_officer())
    check, officer = SpotCheck.objects.get(), client(case_officer("李雷"))
    path = f"spot-checks/{check.pk}/"
    offered = officer.get(f"/api/v1/{path}").json()["allowed_actions"]
    assert offered == [{"name": "file_result", "allowed": True, "reasons": []}]
    answer = post(officer, f"{path}results/", {"verdict": "differs", "note": "无人能登录。"})
    result = CheckResult.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/{path}")
    assert (answer.json()["verdict"], answer.json()["appraisal"]) == ("differs", result.appraisal.code)
    told = officer.get(answer["Location"]).json()
    assert told["result"] == answer.json()
    assert [each["code"] for each in told["allowed_actions"][0]["reasons"]] == ["checked-already"]
    before = rows()
    again = post(officer, f"{path}results/", {"verdict": "conforms", "note": "正常。"})
    assert (again.status_code, codes(again)) == (409, ["checked-already"])
    assert rows() == before


def test_nobody_of_the_sponsor_checks_and_a_stranger_finds_no_check() -> None:
    factories.system()
    officer = case_officer()
    draw_spot_checks(size=1, seed="s", by=officer)
    check = SpotCheck.objects.select_related("system").get()
    officer.memberships.create(organisation=check.system.sponsor, role=Role.LEADER, since=factories.LONG_AGO)
    path, told = f"spot-checks/{check.pk}/results/", {"verdict": "conforms", "note": "正常。"}
    before = rows()
    refused = post(client(officer), path, told)
    assert (refused.status_code, codes(refused)) == (403, ["own-system"])
    assert post(client(factories.person(role=Role.SPONSOR_STAFF)), path, told).status_code == 404
    assert rows() == before


def test_the_drawn_organisation_gives_its_opinion_and_the_assessed_reads_it_then() -> None:
    assignment = first_assignment()
    assessor, assessed = client(staff(assignment.assessor)), client(staff(assignment.assessed))
    path = f"assignments/{assignment.pk}/"
    told: dict[str, Any] = {"answers": {"output": 2, "benefit": 3}, "statement": "能用，但填报偏多。"}
    assert assessed.get(f"/api/v1/{path}").status_code == 404
    answer = post(assessor, f"{path}opinions/", told, key="o-1")
    assert post(assessor, f"{path}opinions/", told, key="o-1").json() == answer.json()
    given = PeerOpinion.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/{path}")
    assert (answer.json()["answers"], answer.json()["sha256"]) == (told["answers"], given.sha256)
    read = assessed.get(f"/api/v1/{path}").json()
    assert (read["opinion"], read["assessor"]["code"]) == (answer.json(), assignment.assessor.code)
    assert {each["code"] for each in read["allowed_actions"][0]["reasons"]} == {"not-drawn", "filed-already"}
    listed = assessor.get("/api/v1/assignments/").json()["results"]
    assert assignment.pk in [each["id"] for each in listed]


def test_an_opinion_that_may_not_be_given_is_refused() -> None:
    assignment = first_assignment()
    assessor, path = client(staff(assignment.assessor)), f"assignments/{assignment.pk}/opinions/"
    said: dict[str, Any] = {"answers": {"output": 3}, "statement": "好。"}
    before = rows()
    officer = post(client(case_officer()), path, said)
    assert (officer.status_code, codes(officer)) == (403, ["not-drawn"])
    unknown = post(assessor, path, {**said, "answers": {"colour": 1}})
    assert (unknown.status_code, codes(unknown)) == (422, ["answer-unknown"])
    assert post(assessor, path, {**said, "answers": {"output": 9}}).status_code == 422
    Relation.objects.create(one=assignment.assessor, other=assignment.assessed, kind=RelationKind.BUILDS_FOR)
    tied = post(assessor, path, said)
    assert (tied.status_code, codes(tied)) == (403, ["no-longer-independent"])
    assert rows() == before


def test_a_lot_shows_those_who_take_part_their_own_and_strangers_nothing() -> None:
    assignment = first_assignment()
    draw = Draw.objects.get()
    told = client(staff(assignment.assessor)).get(f"/api/v1/draws/{draw.code}/").json()
    assert [each["id"] for each in told["assignments"]] == [assignment.pk]
    stranger = client(factories.person(role=Role.SPONSOR_STAFF))
    assert stranger.get(f"/api/v1/draws/{draw.code}/").status_code == 404
    assert [stranger.get(f"/api/v1/{path}/").json()["count"] for path in ("draws", "assignments")] == [0, 0]
