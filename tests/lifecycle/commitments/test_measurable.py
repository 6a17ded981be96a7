"""What can be promised at all."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.commitments.library_v1 import INDICATORS
from lifecycle.commitments.models import Indicator
from lifecycle.commitments.rules import MOST_COMMITMENTS, obstacles_to_commitments
from tests.lifecycle.commitments.factories import entry, own

LIBRARY = {told["code"]: Indicator(**told) for told in INDICATORS}
TODAY = date(2026, 11, 21)


def codes(*entries: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands against the entries; two sound ones stand before them, so their count is no matter."""
    found = obstacles_to_commitments([entry(), own(), *entries], library=LIBRARY, on=TODAY)
    assert {obstacle.kind for obstacle in found} <= {"content"}
    return [(obstacle.field.removeprefix("commitments.2."), obstacle.code) for obstacle in found]


def test_measurable_promises_meet_no_obstacle() -> None:
    assert codes() == []


def test_an_own_indicator_needs_no_library() -> None:
    assert obstacles_to_commitments([own(), own(label="办理时长", unit="小时")]) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("label", "", "missing"),
        ("label", "长" * 121, "too-long"),
        ("unit", " ", "missing"),
        ("direction", "better", "missing"),
        ("population", "", "missing"),
        ("target", "明显提升", "not-a-number"),
        ("target", None, "not-a-number"),
        ("target", "NaN", "not-a-number"),
        ("target", "1e300", "not-a-number"),
        ("target", True, "not-a-number"),
        ("target", 14, "no-improvement"),
        ("target", 20, "no-improvement"),
        ("baseline", "约十张", "not-a-number"),
        ("baseline", None, "missing"),
        ("tolerance_percent", "", "tolerance-bounds"),
        ("tolerance_percent", 31, "tolerance-bounds"),
        ("tolerance_percent", -1, "tolerance-bounds"),
        ("due_on", [], "missing"),
        ("due_on", ["年底"], "not-a-day"),
        ("due_on", ["2099-12-31", "2026-11-21"], "already-due"),
        ("data_source", "", "missing"),
        ("how_measured", "", "missing"),
        ("formula", "guess", "formula-unknown"),
        ("responsible_post", "", "missing"),
        ("indicator", "happiness", "indicator-unknown"),
    ],
)
def test_one_that_cannot_be_measured_says_why(name: str, value: Any, code: str) -> None:
    assert codes(own(**{name: value})) == [(name, code)]


def test_a_percentage_stays_within_its_bounds() -> None:
    assert codes(entry(target="101")) == [("target", "percent-bounds")]


def test_what_is_perfect_may_be_kept() -> None:
    assert codes(entry(baseline="100", target="100")) == []
    assert codes(own(baseline=0, target=0)) == []


def test_where_nothing_was_before_a_note_stands_for_the_baseline() -> None:
    assert codes(own(baseline=None, baseline_note="新建业务，没有现值")) == []


def test_the_library_s_definition_goes_before_what_was_typed() -> None:
    assert codes(entry(unit="", direction="lower", label="")) == []


def test_what_the_program_computes_needs_no_word_on_how() -> None:
    assert codes(entry(indicator="effective-users", how_measured="", baseline=10, target=500)) == []


def test_surface_indicators_do_not_count() -> None:
    logins = entry(indicator="signed-in-users", baseline=10, target=5000)
    found = obstacles_to_commitments([entry(), logins], library=LIBRARY, on=TODAY)
    assert [(obstacle.field, obstacle.code) for obstacle in found] == [("commitments", "too-few-commitments")]


def test_too_few_and_too_many_are_told() -> None:
    many = [entry()] * (MOST_COMMITMENTS + 1)
    for entries, code in (
        ([], "too-few-commitments"),
        ([entry()], "too-few-commitments"),
        (many, "too-many-commitments"),
    ):
        assert [obstacle.code for obstacle in obstacles_to_commitments(entries, library=LIBRARY)] == [code]


@pytest.mark.parametrize("entries", ["satisfaction", [1, 2], {"a": {}}, None])
def test_what_is_no_list_of_entries_is_refused_and_breaks_nothing(entries: Any) -> None:
    assert [obstacle.code for obstacle in obstacles_to_commitments(entries)] == ["commitments-unreadable"]


anything = st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), st.lists, max_leaves=4)


@given(st.dictionaries(st.sampled_from(sorted(own())), anything))
def test_whatever_json_is_sent_is_judged_and_breaks_nothing(parts: dict[str, Any]) -> None:
    obstacles_to_commitments([{**own(), **parts}], library=LIBRARY, on=TODAY)
