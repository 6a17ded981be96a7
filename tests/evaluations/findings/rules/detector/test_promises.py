import numpy as np
import pytest

from evaluations.findings.rules.detector.promises import bunching, promise, remember
from evaluations.findings.rules.detector.quantities import VOLUMES
from evaluations.findings.rules.detector.ratios import add
from evaluations.findings.rules.detector.states import States, blank
from tests.evaluations.findings.rules.detector.weeks import BEGIN, EVERYBODY, NUMBERS, columns, facts

TEN_A_DAY = facts(promised=10.0, promise_of=VOLUMES.index("substantive_actions"), promise_from=0)


def after(*weekly: float, days: float = 7, of: object = TEN_A_DAY, **more: bool) -> States:
    states = blank(1, NUMBERS)
    for week, amount in enumerate(weekly, start=BEGIN):
        sums = columns(substantive_actions=amount, days=days, **more)
        add(states, sums, week=week)
        remember(states, sums, of, week=week, numbers=NUMBERS)  # type: ignore[arg-type]
    return states


def kept(*weekly: float, days: float = 7) -> tuple[int, int]:
    enter, leave = promise(
        after(*weekly, days=days), TEN_A_DAY, EVERYBODY, week=BEGIN + len(weekly) - 1, numbers=NUMBERS
    )
    return int(enter[0]), int(leave[0])


@pytest.mark.parametrize(
    ("weekly", "lines"),
    [
        ([13.0] * 9, (1, 0)),  # 19 % of seventy
        ([15.0] * 9, (0, 0)),
        ([13.0] * 4 + [20.0] * 5, (0, 0)),  # one bad block is none
        ([13.0] * 4 + [30.0] * 5, (0, 1)),
        ([13.0] * 4, (-1, -1)),
    ],
)
def test_a_promise_is_far_from_kept_in_two_blocks_running(weekly: list[float], lines: tuple[int, int]) -> None:
    assert kept(*weekly) == lines


def test_a_block_of_which_little_was_told_breaks_no_promise() -> None:
    assert kept(*[1.0] * 9, days=3) == (-1, -1)


def test_nothing_is_owed_before_the_first_due_date() -> None:
    week = BEGIN + 8
    later = facts(promised=10.0, promise_of=0, promise_from=week * 7)
    enter, _leave = promise(after(*[1.0] * 9), later, EVERYBODY, week=week, numbers=NUMBERS)
    assert enter.tolist() == [-1]


@pytest.mark.parametrize(
    ("weekly", "lines"),
    [
        ([71.0, 72.0, 73.0, 70.0], (1, 0)),
        ([71.0, 72.0, 90.0, 60.0], (0, 0)),
        ([71.0, 95.0, 90.0, 60.0], (0, 1)),
        ([71.0, 72.0, 73.0], (-1, -1)),
        ([69.0, 69.0, 69.0, 69.0], (0, 1)),  # just below is a miss, not a trick
    ],
)
def test_what_always_ends_just_above_the_target_wants_checking(weekly: list[float], lines: tuple[int, int]) -> None:
    enter, leave = bunching(after(*weekly), TEN_A_DAY, EVERYBODY, week=BEGIN + len(weekly) - 1, numbers=NUMBERS)
    assert (int(enter[0]), int(leave[0])) == lines


def test_what_is_reported_is_held_against_the_target_before_what_is_counted() -> None:
    states, sums = blank(1, NUMBERS), columns(substantive_actions=200) + columns(substantive_actions=71, reported=True)
    remember(states, sums, TEN_A_DAY, week=BEGIN, numbers=NUMBERS)
    assert (states["near"].sum(), states["near_of"].sum()) == (1, 1)


def test_people_of_single_weeks_do_not_add_up_to_a_month() -> None:
    people = facts(promised=10.0, promise_of=VOLUMES.index("effective_users"), promise_from=0)
    states = blank(1, NUMBERS)
    for days, near in ((7.0, 0), (30.0, 1)):
        remember(states, columns(effective_users=days * 10, days=days), people, week=BEGIN, numbers=NUMBERS)
        assert int(np.sum(states["near"])) == near
