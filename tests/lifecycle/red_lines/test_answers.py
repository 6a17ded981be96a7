"""What a complete set of answers is."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lifecycle.red_lines.rules import obstacles_to_answers, scan
from tests.lifecycle.red_lines.test_scanning import RULES

LINES = RULES.binding("app")
NO = {line.code: {"answer": "no"} for line in LINES}


def codes(answers: dict[str, Any], text: str = "") -> list[tuple[str, str]]:
    found = obstacles_to_answers(answers, LINES, matches=scan(text, RULES))
    assert {obstacle.kind for obstacle in found} <= {"content"}
    return [(obstacle.field.removeprefix("red_lines."), obstacle.code) for obstacle in found]


def test_every_line_that_binds_must_be_answered() -> None:
    assert codes({}) == [(line.code, "not-answered") for line in LINES]
    assert codes(NO) == []


def test_platforms_are_bound_by_none_and_business_binds_apps_alone() -> None:
    assert RULES.binding("platform") == ()
    assert {line.code for line in RULES.binding("app")} - {line.code for line in RULES.binding("work_group")} == {
        "business"
    }


def test_a_red_line_is_crossed_for_safety_or_emergency_only() -> None:
    for ground in ("", "convenience"):
        assert codes(NO | {"check-in": {"answer": "yes", "exception": ground, "justification": "长" * 40}}) == [
            ("check-in", "red-line-crossed")
        ]


def test_an_exception_is_justified_on_its_own() -> None:
    safety = {"answer": "yes", "exception": "safety", "note": "井下人员安全需要实时掌握人数，另有说明。"}
    assert codes(NO | {"check-in": safety}) == [("check-in", "exception-unjustified")]
    assert (
        codes(
            NO | {"check-in": {**safety, "justification": "煤矿井下作业人员出入井清点，依据《煤矿安全规程》第三条。"}}
        )
        == []
    )


def test_a_no_that_the_text_contradicts_needs_a_note() -> None:
    said = "村干部每日打卡"
    assert codes(NO, said) == [("check-in", "match-unexplained")]
    assert codes(NO | {"check-in": {"answer": "no", "note": "指门禁设备名称"}}, said) == []


def test_a_match_that_is_usually_harmless_asks_for_nothing() -> None:
    assert codes(NO, "不设打卡；会议签到；积分落户申请") == []


def test_the_obstacle_quotes_the_text() -> None:
    [obstacle] = obstacles_to_answers(NO, LINES, matches=scan("村干部每日打卡", RULES))
    assert str(obstacle.message) == "The text speaks of check-in (“村干部每日打卡”). Explain it, or take it out."


anything = st.recursive(st.none() | st.booleans() | st.text(max_size=4), st.lists, max_leaves=3)


@given(st.dictionaries(st.sampled_from([line.code for line in LINES]), anything | st.dictionaries(st.text(), anything)))
def test_whatever_json_is_sent_is_judged_and_breaks_nothing(answers: dict[str, Any]) -> None:
    assert codes(answers) != []
