import pytest

from evaluations.findings.rules.detector.comparing import disagreement
from evaluations.findings.rules.detector.ratios import add
from evaluations.findings.rules.detector.states import blank
from tests.evaluations.findings.rules.detector.weeks import BEGIN, EVERYBODY, NUMBERS, columns


@pytest.mark.parametrize(
    ("reported", "counted", "lines"),
    [
        (121.0, 100.0, (1, 0)),
        (115.0, 100.0, (0, 0)),
        (105.0, 100.0, (0, 1)),
        (100.0, 130.0, (1, 0)),  # either way
        (100.0, 0.0, (1, 0)),
        (1.0, 2.0, (-1, -1)),  # too little of both
    ],
)
def test_what_is_reported_is_held_against_what_is_counted(
    reported: float, counted: float, lines: tuple[int, int]
) -> None:
    states = blank(1, NUMBERS)
    for week in range(4):
        sums = columns(sessions=counted / 4) + columns(sessions=reported / 4, reported=True)
        add(states, sums, week=BEGIN + week)
    enter, leave = disagreement(states, EVERYBODY, NUMBERS)
    assert (int(enter[0]), int(leave[0])) == lines


def test_a_month_that_is_reported_is_held_against_the_days_that_were_counted() -> None:
    states = blank(1, NUMBERS)
    add(states, columns(sessions=300, days=30, reported=True), week=BEGIN)
    for week in range(2):
        add(states, columns(sessions=70), week=BEGIN + 1 + week)
    enter, leave = disagreement(states, EVERYBODY, NUMBERS)
    assert (enter.tolist(), leave.tolist()) == ([0], [1])


def test_one_that_nobody_counts_agrees_with_nothing() -> None:
    states = blank(1, NUMBERS)
    add(states, columns(sessions=300, days=30, reported=True), week=BEGIN)
    enter, leave = disagreement(states, EVERYBODY, NUMBERS)
    assert (enter.tolist(), leave.tolist()) == ([-1], [-1])
