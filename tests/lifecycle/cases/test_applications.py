"""What an application for admission must hold before it can be handed in: every gap is named at once, and nothing is written."""

from collections.abc import Callable
from typing import Any

import pytest

from lifecycle.cases.commands import Submit
from lifecycle.cases.models import Case
from lifecycle.cases.services import execute
from lifecycle.red_lines.selectors import rule_set
from registry.ledger.models import Event
from registry.overlap.selectors import most_similar
from registry.overlap.services import index_all
from registry.refusals import Refused
from tests.factories import system
from tests.lifecycle.cases import walks
from tests.lifecycle.cases.factories import County, county

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return county()


@pytest.fixture
def application(cast: County) -> Case:
    """For a mobile app, which the red lines bind."""
    return walks.opened("admission", cast, "sponsor_staff", kind="app", functions="网上预约挂号")


Told = list[tuple[str, str]]


@pytest.fixture
def refused(cast: County, application: Case) -> Callable[..., Told]:
    """(code, field) of everything against the application with these fields ``instead``; nothing was written."""

    def told(**instead: Any) -> Told:
        content = walks.content_of(application.table, application.system.kind, **instead)
        before = Event.objects.count()
        with pytest.raises(Refused) as refusal:
            execute(case=application, command=Submit(content), by=cast.one("sponsor_staff"), expected_version=None)
        assert (Event.objects.count(), application.submissions.count()) == (before, 0)
        return [(obstacle.code, obstacle.field) for obstacle in refusal.value.obstacles]

    return told


def test_each_of_the_five_questions_is_answered_and_explained(refused: Callable[..., Told]) -> None:
    gaps = {"fits_plan": {"answer": True, "why": " "}, "works_with": "yes", "overlaps": None}
    assert refused(**gaps) == [
        ("reason-missing", "fits_plan"),
        ("field-missing", "overlaps"),
        ("not-answered", "works_with"),
    ]


def test_the_cost_of_five_years_is_complete(refused: Callable[..., Told]) -> None:
    year = {"build_fen": 1, "operate_fen": 1, "funding": "县级财政"}
    assert refused(cost=[year] * 4) == [("rows-missing", "cost")]
    assert refused(cost=[*[year] * 4, {**year, "build_fen": -1, "funding": ""}]) == [
        ("not-an-amount", "cost.4.build_fen"),
        ("field-missing", "cost.4.funding"),
    ]
    assert refused(cost="a lot") == [("not-a-table", "cost")]


def test_one_promise_that_cannot_be_measured_holds_the_application_back(refused: Callable[..., Told]) -> None:
    first, second = walks.commitments()
    assert refused(commitments=[first, {**second, "target": "更好"}]) == [("not-a-number", "commitments.1.target")]
    assert [code for code, _field in refused(commitments=[first])] == ["too-few-commitments"]


def test_every_red_line_that_binds_is_answered(refused: Callable[..., Told], application: Case) -> None:
    rules = rule_set()
    assert rules is not None
    lines = rules.binding(application.system.kind)
    assert refused(red_lines={}) == [("not-answered", f"red_lines.{line.code}") for line in lines]


def test_what_the_text_says_of_a_red_line_has_to_be_explained(refused: Callable[..., Told]) -> None:
    found = refused(demand="要求村干部每日打卡签到，并按在线时长通报排名。")
    assert {code for code, _field in found} == {"match-unexplained"}


def test_every_system_it_resembles_is_answered(refused: Callable[..., Told], application: Case, cast: County) -> None:
    twin = system("预约挂号平台", functions="网上预约挂号")
    index_all()
    hits = most_similar(
        name=application.system.name, functions=application.system.functions, exclude={application.system.code}
    )
    assert [hit.system for hit in hits if hit.to_be_answered] == [twin]
    field = f"overlap_answers.{twin.code}"
    assert refused() == [("overlap-unanswered", field)]
    assert refused(overlap_answers={twin.code: {"answer": "cannot", "why": ""}}) == [("reason-missing", field)]
    answers = {twin.code: {"answer": "cannot", "why": "对方为医院内部系统，不对群众开放。"}}
    assert walks.submitted(application, cast, "sponsor_staff", overlap_answers=answers).state == "intake"


@pytest.mark.parametrize("rubbish", [[], 0, True, {"x": [1]}, "…", [[["deep"]]]])
def test_rubbish_in_any_field_is_refused_and_never_breaks(refused: Callable[..., Told], rubbish: Any) -> None:
    """A4: whatever a program sends."""
    codes = ["fits_plan", "cost", "commitments", "red_lines", "overlap_answers", "demand"]
    assert refused(**dict.fromkeys(codes, rubbish)) != []
