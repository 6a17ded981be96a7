"""Answers are complete or say what is missing; the total is exact."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.utils import translation

from lifecycle.rubrics.rules import obstacles_to_answers, total


@dataclass(frozen=True)
class Asked:
    code: str
    weight: Decimal = Decimal(50)
    maximum: int = 3
    required: bool = True
    reasons_for: Sequence[int] = ()
    question: str = "Is it so?"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def told(
    questions: list[Asked], scores: Mapping[str, int], reasons: Mapping[str, str] | None = None
) -> list[tuple[str, str, str]]:
    return [
        (obstacle.code, obstacle.field, obstacle.kind)
        for obstacle in obstacles_to_answers(questions, scores, reasons or {})
    ]


def test_a_complete_set_of_answers_has_no_obstacle() -> None:
    assert told([Asked("need"), Asked("duty")], {"need": 0, "duty": 3}) == []


def test_every_missing_answer_is_named() -> None:
    assert told([Asked("need"), Asked("duty")], {}) == [
        ("not-answered", "need", "content"),
        ("not-answered", "duty", "content"),
    ]


def test_a_question_that_is_not_required_may_stay_open() -> None:
    assert told([Asked("satisfaction", required=False)], {}) == []


@pytest.mark.parametrize("value", [-1, 4])
def test_a_value_without_an_anchor_is_refused(value: int) -> None:
    assert told([Asked("need")], {"need": value}) == [("value-unknown", "need", "content")]


def test_an_answer_to_a_question_nobody_asked_is_refused() -> None:
    assert told([Asked("need")], {"need": 1, "colour": 1}) == [("unknown-criterion", "colour", "content")]


def test_a_reason_is_due_only_for_the_values_that_ask_for_one() -> None:
    question = Asked("need", reasons_for=[0, 3])
    assert told([question], {"need": 0}) == [("reason-missing", "need", "content")]
    assert told([question], {"need": 0}, {"need": "  "}) == [("reason-missing", "need", "content")]
    assert told([question], {"need": 0}, {"need": "The task was abolished in 2024."}) == []
    assert told([question], {"need": 1}) == []


def test_the_refusal_repeats_the_question() -> None:
    (obstacle,) = obstacles_to_answers([Asked("need")], {}, {})
    assert str(obstacle) == "Not answered yet: Is it so?"


def test_the_total_is_out_of_a_hundred_and_rounds_half_up() -> None:
    assert total([(Decimal(50), 3, 3), (Decimal(50), 3, 0)]) == Decimal("50.00")
    assert total([(Decimal(25), 3, 1), (Decimal(75), 3, 2)]) == Decimal("58.33")
    assert total([(Decimal("0.01"), 8, 5), (Decimal("99.99"), 8, 0)]) == Decimal("0.01")


def test_an_open_question_counts_neither_for_nor_against() -> None:
    assert total([(Decimal(30), 3, 3), (Decimal(20), 3, 0)]) == Decimal("60.00")


def test_no_answer_at_all_has_no_total() -> None:
    assert total([]) is None
