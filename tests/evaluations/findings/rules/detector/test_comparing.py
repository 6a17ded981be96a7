import numpy as np
import pytest

from evaluations.findings.rules.detector.comparing import disagreement, remember
from evaluations.findings.rules.detector.states import States, blank
from tests.evaluations.findings.rules.detector.weeks import BEGIN, EVERYBODY, NUMBERS, columns

UP, FAILED = np.array([False]), np.array([True])


def lines(states: States) -> tuple[int, int]:
    enter, leave = disagreement(states, EVERYBODY, NUMBERS)
    return int(enter[0]), int(leave[0])


@pytest.mark.parametrize(
    ("reported", "counted", "expected"),
    [
        (121.0, 100.0, (1, 0)),
        (115.0, 100.0, (0, 0)),
        (105.0, 100.0, (0, 1)),
        (100.0, 130.0, (1, 0)),  # either way
        (100.0, 0.0, (1, 0)),
        (60.0, 90.0, (-1, -1)),  # too little of both
    ],
)
def test_what_is_reported_is_held_against_what_is_counted(
    reported: float, counted: float, expected: tuple[int, int]
) -> None:
    states = blank(1, NUMBERS)
    for week in range(4):
        sums = columns(sessions=counted / 4) + columns(sessions=reported / 4, reported=True)
        remember(states, sums, UP, week=BEGIN + week)
    assert lines(states) == expected


def test_only_weeks_both_told_are_compared() -> None:
    """Half of the weeks nobody reported, in others the collector had failed: neither says anything about honesty."""
    states = blank(1, NUMBERS)
    for week in range(16):
        reported = columns(sessions=90, reported=True) if week % 2 else columns()
        counted = columns(sessions=0 if week % 4 == 3 else 90)
        remember(states, reported + counted, FAILED if week % 4 == 3 else UP, week=BEGIN + week)
    assert lines(states) == (0, 1)


@pytest.mark.parametrize(("reported", "expected"), [(300.0, (0, 1)), (550.0, (1, 0)), (140.0, (1, 0)), (200.0, (0, 1))])
def test_a_month_that_is_reported_lies_between_the_weeks_within_it_and_those_it_touches(
    reported: float, expected: tuple[int, int]
) -> None:
    states = blank(1, NUMBERS)
    for week in range(8):
        remember(states, columns(sessions=70), UP, week=BEGIN + week)
    sums = columns(sessions=70) + columns(sessions=reported, days=31, reported=True)
    remember(states, sums, UP, week=BEGIN + 8)
    assert lines(states) == expected


def test_a_month_of_which_some_weeks_were_not_counted_is_not_compared() -> None:
    states = blank(1, NUMBERS)
    for week in range(8):
        remember(states, columns() if week == 6 else columns(sessions=70), UP, week=BEGIN + week)
    remember(states, columns(sessions=70) + columns(sessions=900, days=31, reported=True), UP, week=BEGIN + 8)
    assert lines(states) == (-1, -1)
