"""Every reason the rules of this room can give, by itself."""

from datetime import date, timedelta
from typing import Any

import pytest

from evaluations.appraisals.rules.acts import (
    Officer,
    obstacles_to_appraise,
    obstacles_to_check,
    obstacles_to_make_a_scheme,
    obstacles_to_opinion,
    obstacles_to_reader,
    obstacles_to_reading,
    obstacles_to_self_evaluation,
)
from evaluations.appraisals.rules.periods import obstacles_to_period
from evaluations.appraisals.rules.rectifying import obstacles_to_effect, obstacles_to_remeasure
from registry.refusals import Obstacle

TODAY = date(2026, 3, 2)
SPONSOR, ELSEWHERE = 1, 2
NOBODY = Officer(is_case_officer=False, is_decision_maker=False, staff_of=frozenset(), organisation_ids=frozenset())
CASE_OFFICER = Officer(
    is_case_officer=True, is_decision_maker=False, staff_of=frozenset(), organisation_ids=frozenset({ELSEWHERE})
)
DECISION_MAKER = Officer(
    is_case_officer=False, is_decision_maker=True, staff_of=frozenset(), organisation_ids=frozenset({ELSEWHERE})
)
STAFF = Officer(
    is_case_officer=False, is_decision_maker=False, staff_of=frozenset({SPONSOR}), organisation_ids=frozenset({SPONSOR})
)


def codes(found: list[Obstacle]) -> list[str]:
    return [each.code for each in found]


def test_the_sponsor_s_staff_and_case_officers_enter_values_and_nobody_else() -> None:
    assert codes(obstacles_to_reader(STAFF, sponsor_id=SPONSOR)) == []
    assert codes(obstacles_to_reader(CASE_OFFICER, sponsor_id=SPONSOR)) == []
    assert codes(obstacles_to_reader(STAFF, sponsor_id=ELSEWHERE)) == ["not-a-reader"]
    assert codes(obstacles_to_reader(DECISION_MAKER, sponsor_id=SPONSOR)) == ["not-a-reader"]


def test_case_officers_and_decision_makers_make_schemes() -> None:
    assert codes(obstacles_to_make_a_scheme(CASE_OFFICER)) == []
    assert codes(obstacles_to_make_a_scheme(DECISION_MAKER)) == []
    assert codes(obstacles_to_make_a_scheme(STAFF)) == ["not-of-the-bureau"]


def test_what_is_in_use_and_has_a_scheme_is_appraised() -> None:
    assert codes(obstacles_to_appraise(stage="live", has_scheme=True)) == []
    assert codes(obstacles_to_appraise(stage="building", has_scheme=True)) == ["not-launched"]
    assert codes(obstacles_to_appraise(stage="live", has_scheme=False)) == ["no-scheme"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"computed": True}, ["computed"]),
        ({"until": TODAY + timedelta(days=1)}, ["reading-period"]),
        ({"since": TODAY, "until": TODAY - timedelta(days=1)}, ["reading-period"]),
        ({"evidence": " "}, ["evidence-missing"]),
    ],
)
def test_a_value_that_was_read_off_has_its_days_and_its_place(said: dict[str, Any], expected: list[str]) -> None:
    complete = {"since": TODAY - timedelta(days=30), "until": TODAY, "evidence": "p. 5", "computed": False}
    assert codes(obstacles_to_reading(**{**complete, **said}, today=TODAY)) == expected


@pytest.mark.parametrize(
    ("officer", "said", "expected"),
    [
        (STAFF, {}, []),
        (CASE_OFFICER, {}, ["not-of-the-sponsor"]),
        (STAFF, {"filed": True}, ["filed-already"]),
        (STAFF, {"today": date(2026, 1, 31)}, ["year-not-begun"]),
        (STAFF, {"comments": {"beauty"}}, ["indicator-unknown"]),
    ],
)
def test_the_sponsor_evaluates_itself_once_a_year(officer: Officer, said: dict[str, Any], expected: list[str]) -> None:
    complete = {"year": 2026, "today": TODAY, "filed": False, "comments": {"use"}, "known": {"use"}}
    assert codes(obstacles_to_self_evaluation(officer, sponsor_id=SPONSOR, **{**complete, **said})) == expected


@pytest.mark.parametrize(
    ("officer", "said", "expected"),
    [
        (CASE_OFFICER, {}, []),
        (NOBODY, {}, ["not-a-case-officer"]),
        (CASE_OFFICER, {"sponsor_id": ELSEWHERE}, ["own-system"]),
        (CASE_OFFICER, {"done": True}, ["checked-already"]),
        (CASE_OFFICER, {"verdict": "fine"}, ["verdict-missing"]),
        (CASE_OFFICER, {"note": ""}, ["note-missing"]),
    ],
)
def test_a_spot_check_is_done_once_by_somebody_else(
    officer: Officer, said: dict[str, Any], expected: list[str]
) -> None:
    complete = {"verdict": "conforms", "note": "seen", "done": False, "sponsor_id": SPONSOR}
    assert codes(obstacles_to_check(officer=officer, **{**complete, **said})) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"assessor_id": SPONSOR}, ["not-drawn"]),
        ({"still_apart": False}, ["no-longer-independent"]),
        ({"filed": True}, ["filed-already"]),
        ({"answers": {}}, ["answers-missing"]),
        ({"answers": {"beauty": 1}}, ["answer-unknown"]),
        ({"answers": {"output": 4}}, ["answer-unknown"]),
        ({"statement": " "}, ["statement-missing"]),
    ],
)
def test_whoever_was_drawn_and_is_still_apart_gives_one_opinion(said: dict[str, Any], expected: list[str]) -> None:
    complete = {
        "assessor_id": ELSEWHERE,
        "filed": False,
        "answers": {"output": 2},
        "statement": "seen",
        "still_apart": True,
    }
    assert codes(obstacles_to_opinion(CASE_OFFICER, **{**complete, **said})) == expected


def test_a_period_is_over_and_neither_short_nor_long() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert codes(obstacles_to_period(TODAY - timedelta(days=28), yesterday, today=TODAY)) == []
    assert codes(obstacles_to_period(TODAY - timedelta(days=27), TODAY, today=TODAY)) == ["period-not-over"]
    assert codes(obstacles_to_period(TODAY - timedelta(days=27), yesterday, today=TODAY)) == ["period-out-of-bounds"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, []),
        ({"done_on": None}, ["not-reported-done"]),
        ({"days": None}, ["nothing-to-compare"]),
        ({"already": True}, ["remeasured-already"]),
        ({"done_on": TODAY - timedelta(days=30)}, ["window-not-over"]),
    ],
)
def test_a_rectification_is_measured_again_over_as_many_days(said: dict[str, Any], expected: list[str]) -> None:
    complete = {"done_on": TODAY - timedelta(days=31), "days": 30, "already": False}
    assert codes(obstacles_to_remeasure(**{**complete, **said}, today=TODAY)) == expected


def test_whether_it_helped_is_decided_after_that_where_there_is_a_scheme() -> None:
    reasons = [Obstacle("window-not-over", "Not yet.")]
    assert codes(obstacles_to_effect(has_scheme=True, remeasured=False, reasons=reasons)) == [
        "not-remeasured",
        "window-not-over",
    ]
    assert codes(obstacles_to_effect(has_scheme=True, remeasured=True, reasons=reasons)) == []
    assert codes(obstacles_to_effect(has_scheme=False, remeasured=False, reasons=reasons)) == []
