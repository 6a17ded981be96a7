"""An evaluation from its figures to its decision, by pages alone and over HTTP, by the people whose steps they are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from evaluations.appraisals.models import Appraisal
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from registry.organisations.models import Person
from tests.evaluations.appraisals.factories import yesterday
from tests.evaluations.appraisals.test_evaluations import used_system
from tests.lifecycle.cases.factories import STEPS, County, county
from tests.lifecycle.cases.pages.test_walk import hand_in, opinion, send

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
CONTENT = {"proposed": "rectify", "reason": "办结率达标，填报环节偏多。", "sponsors_view": "认可。"}


def opened_on_its_figures(cast: County, officer: Client) -> Case:
    about = used_system(cast)
    period = {"since": yesterday() - timedelta(days=90), "until": yesterday()}
    answer = officer.post(f"/appraisals/of/{about.code}/evaluations/", period)
    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}/"
    return case


def reviewed_on_pages(case: Case, cast: County, sign_in: SignIn) -> None:
    for step in STEPS:
        reviewer = sign_in(cast.reviewer(step))
        send(reviewer, f"/cases/{case.number}/do/claim/{step}/")
        send(reviewer, f"/cases/{case.number}/do/declare/{step}/", answer="none")
        told = {**opinion(case, step), "go": "check"}
        written = reviewer.post(f"/cases/{case.number}/review/{step}/", told)
        assert send(reviewer, written["Location"]).status_code == 302


def test_an_evaluation_walks_from_its_figures_to_a_rectification_by_pages_alone(cast: County, sign_in: SignIn) -> None:
    officer, decider = sign_in(cast.one("case_officer")), sign_in(cast.one("decision_maker"))
    case = opened_on_its_figures(cast, officer)
    measured = Appraisal.objects.get()
    assert measured.code in officer.get(f"/appraisals/cases/{case.number}/").content.decode()

    hand_in(officer, case, CONTENT)
    chosen = {step: cast.reviewing[step].code for step in STEPS}
    send(sign_in(cast.one("intake_officer")), f"/cases/{case.number}/do/accept/", **chosen)
    reviewed_on_pages(case, cast, sign_in)
    complete = Appraisal.objects.get(judged=True)
    assert (complete.case, complete.follows, complete.since) == (case, measured, measured.since)
    assert complete.code in decider.get(f"/appraisals/cases/{case.number}/").content.decode()

    page = decider.get(f"/cases/{case.number}/do/decide/")
    assert page.status_code == 200
    send(decider, f"/cases/{case.number}/do/decide/", outcome="rectify", reason="同意整改。")
    case.refresh_from_db()
    assert (case.state, case.outcome) == (State.CLOSED, "to_rectify")
    following = Case.objects.get(process="rectification")
    assert (following.system, following.follows) == (case.system, case)
    assert following.number in decider.get(f"/cases/{case.number}/").content.decode()
    assert "填报环节偏多" in decider.get(f"/cases/{case.number}/").content.decode()


def post(client: Client, case: Case, resource: str, told: dict[str, Any]) -> Any:
    """One command over HTTP at the version as it is."""
    url = f"/api/v1/evaluations/{case.number}/"
    version = client.get(url)["ETag"]
    return client.post(f"{url}{resource}/", told, content_type="application/json", headers={"If-Match": version})


def test_an_evaluation_walks_from_opening_to_keeping_over_http(cast: County, sign_in: SignIn) -> None:
    officer, decider = sign_in(cast.one("case_officer")), sign_in(cast.one("decision_maker"))
    about = {"system": used_system(cast).code, "origin": "observation", "reason": "年度评价"}
    opened = officer.post("/api/v1/evaluations/", about, content_type="application/json")
    case = Case.objects.get()
    assert (opened.status_code, opened["Location"]) == (201, f"/api/v1/evaluations/{case.number}/")

    accepted = {step: cast.reviewing[step].code for step in STEPS}
    steps = [
        post(officer, case, "submissions", {"content": {**CONTENT, "proposed": "keep"}}),
        post(sign_in(cast.one("intake_officer")), case, "acceptances", {"organisations": accepted}),
    ]
    for step in STEPS:
        reviewer, said = sign_in(cast.reviewer(step)), opinion(case, step)
        scores = {name.removeprefix("score-"): 0 for name in said if name.startswith("score-")}
        reasons = dict.fromkeys([*scores, "opinion"], "见佐证材料")
        steps += [
            post(reviewer, case, "claims", {"step": step}),
            post(reviewer, case, "declarations", {"step": step, "answer": "none", "statement": ""}),
            post(
                reviewer,
                case,
                "reviews",
                {"step": step, "scores": scores, "opinion": "support", "reasons": reasons},
            ),
        ]
    early = post(officer, case, "decisions", {"outcome": "keep", "reason": "达标", "details": {}})
    assert early.status_code == 403
    steps.append(post(decider, case, "decisions", {"outcome": "keep", "reason": "达标", "details": {}}))
    assert [answer.status_code for answer in steps] == [201] * len(steps)
    told = steps[-1].json()
    assert (told["state"], told["outcome"]) == ("closed", "kept")
    complete = Appraisal.objects.get(judged=True)
    assert decider.get(f"/api/v1/appraisals/{complete.code}/").json()["case"] == case.number


@pytest.fixture
def cast() -> County:
    return county()
