"""A case from a wish to three filed opinions and a decision, by pages alone, without script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Draft
from lifecycle.cases.selectors.facts import rubric_of
from registry.organisations.models import Person
from tests.factories import system
from tests.lifecycle.cases.factories import STEPS, County

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def _get(client: Client, url: str) -> Any:
    return client.get(url)


def _post(client: Client, url: str, filled: dict[str, Any]) -> Any:
    return client.post(url, filled)


def send(client: Client, url: str, **filled: Any) -> Any:
    """Open a page, fill in its form and send it with the hidden fields it came with."""
    page = client.get(url)
    assert page.status_code == 200, page.content.decode()
    hidden = {
        name: page.context["form"].initial[name]
        for name in ("version", "key", "seen")
        if name in page.context["form"].fields
    }
    return client.post(url, {**hidden, **filled})


def hand_in(client: Client, case: Case, filled: dict[str, Any]) -> None:
    """Fill in the submission, check it and hand it in."""
    written = client.post(f"/cases/{case.number}/submission/", {**filled, "go": "check"})
    assert written.status_code == 302, written.context["form"].refused
    assert send(client, written["Location"])["Location"] == f"/cases/{case.number}/"


def opinion(case: Case, step: str, advice: str = "support") -> dict[str, Any]:
    rubric = rubric_of(case, step)
    assert rubric is not None
    codes = [criterion.code for criterion in rubric.criteria.all()]
    return {
        **{f"score-{code}": "0" for code in codes},
        **{f"reason-{code}": "见佐证材料" for code in codes},
        "opinion": advice,
        "opinion_reason": "应急时仍需使用",
    }


def test_a_case_walks_from_a_wish_to_clearance_by_pages_alone(cast: County, sign_in: SignIn) -> None:
    about = system(sponsor=cast.sponsor, operator=cast.operator)
    officer = sign_in(cast.one("case_officer"))
    opened = _post(
        officer, "/cases/open/retirement/", {"system": about.code, "origin": "sponsor", "reason": "主办单位来函"}
    )
    case = Case.objects.get()
    assert opened.url == f"/cases/{case.number}/task/"
    assert _get(officer, opened.url).url == f"/cases/{case.number}/submission/"

    hand_in(officer, case, {"reason": "一年无人使用", "affected": "无", "data_disposal": "归档"})
    chosen = {step: cast.reviewing[step].code for step in STEPS}
    send(sign_in(cast.one("intake_officer")), f"/cases/{case.number}/do/accept/", **chosen)

    for step in STEPS:
        reviewer = sign_in(cast.reviewer(step))
        claimed = send(reviewer, f"/cases/{case.number}/do/claim/{step}/")
        declaration = _get(reviewer, claimed.url).url
        assert declaration == f"/cases/{case.number}/do/declare/{step}/"
        declared = send(reviewer, declaration, answer="none")
        assert _get(reviewer, declared.url).url == f"/cases/{case.number}/review/{step}/"
        advice = "object" if step == "economy" else "support"
        written = _post(
            reviewer, f"/cases/{case.number}/review/{step}/", {**opinion(case, step, advice), "go": "check"}
        )
        assert written.url == f"/cases/{case.number}/review/{step}/check/"
        filed = send(reviewer, written.url)
        assert cast.reviewer(step).name in reviewer.get(filed.url).content.decode()
    assert not Draft.objects.exists()

    decided = {"outcome": "retire", "reason": "应急功能已由省平台承担"}
    send(sign_in(cast.one("decision_maker")), f"/cases/{case.number}/do/decide/", **decided)
    case.refresh_from_db()
    assert case.state == State.DECISION
    send(sign_in(cast.another("decision_maker")), f"/cases/{case.number}/do/countersign/", reason="同意")
    case.refresh_from_db()
    assert case.state == State.CLEARANCE
    for page in ("", "approval-form/"):
        assert "应急时仍需使用" in officer.get(f"/cases/{case.number}/{page}").content.decode()
