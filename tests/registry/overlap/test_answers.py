"""What has to be answered about similar systems."""

from typing import Any

import pytest

from registry.overlap.rules.answers import is_to_be_answered, obstacles_to_overlap_answers

HITS = {"SYS-1": "智慧停车平台", "SYS-2": "泊位系统"}


def codes(answers: Any) -> list[tuple[str, str]]:
    found = obstacles_to_overlap_answers(answers, HITS)
    assert {obstacle.kind for obstacle in found} <= {"content"}
    return [(obstacle.field, obstacle.code) for obstacle in found]


def test_each_similar_system_is_answered_with_a_reason() -> None:
    good = {"answer": "cannot", "why": "只服务另一个县"}
    assert codes({"SYS-1": good, "SYS-2": {"answer": "reuse", "why": "直接使用"}}) == []
    assert codes({"SYS-1": good}) == [("overlap_answers.SYS-2", "overlap-not-answered")]
    assert codes({"SYS-1": good, "SYS-2": {"answer": "module", "why": " "}}) == [
        ("overlap_answers.SYS-2", "overlap-reason-missing")
    ]


@pytest.mark.parametrize("answers", [None, [], "no", {"SYS-1": "cannot"}, {"SYS-1": {"answer": ["cannot"]}}])
def test_whatever_json_is_sent_is_judged_and_breaks_nothing(answers: Any) -> None:
    assert codes(answers) == [(f"overlap_answers.{code}", "overlap-not-answered") for code in HITS]


@pytest.mark.parametrize(
    ("similarity", "containment", "asked"),
    [(0.149, 0.299, False), (0.15, 0.0, True), (0.0, 0.3, True)],
)
def test_similarity_or_containment_asks_for_an_answer(similarity: float, containment: float, asked: bool) -> None:
    assert is_to_be_answered(similarity, containment) is asked
