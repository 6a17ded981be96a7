import numpy as np
import pytest

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.quantities import COLUMNS, RATIOS, told
from evaluations.findings.rules.detector.ratios import add, judged, totals
from evaluations.findings.rules.detector.states import States, blank
from evaluations.findings.rules.detector.sums import LINE, Sums
from tests.evaluations.findings.rules.detector.fleets import axis
from tests.evaluations.findings.rules.detector.weeks import EVERYBODY, facts

NUMBERS = Parameters()
PLACES = {ratio.signal: place for place, ratio in enumerate(RATIOS)}


def after(signal: SignalName, *blocks: tuple[float, float]) -> States:
    """One system of which a ratio's sums are known, by blocks of four weeks."""
    states = blank(1, NUMBERS)
    for at, (part, whole) in enumerate(blocks):
        sums = np.zeros((1, COLUMNS))
        sums[0, PLACES[signal]], sums[0, PLACES[signal] + len(RATIOS)] = part, whole
        add(states, sums, week=at * 4)
    return states


def lines_of(signal: SignalName, states: States) -> tuple[int, int]:
    """Whether the enter and the leave line are crossed: 1 yes, 0 no, -1 not enough to say."""
    enter, leave = dict(judged(states, EVERYBODY, EVERYBODY, Facts.none(1), NUMBERS))[signal]
    return int(enter[0]), int(leave[0])


def crossed(signal: SignalName, part: float, whole: float) -> tuple[int, int]:
    """The same with all of it spread evenly."""
    return lines_of(signal, after(signal, *[(part / 2, whole / 2)] * 2))


def test_a_week_in_which_nobody_came_says_nothing_of_ease_or_honesty_but_of_servers() -> None:
    for signal, block in (
        (SignalName.ERRORS, (5, 100)),
        (SignalName.UNREAD, (1, 100)),
        (SignalName.IDLE_RESOURCES, (99, 100)),
    ):
        states = after(signal, block, block)
        quiet, _leave = dict(judged(states, EVERYBODY, ~EVERYBODY, Facts.none(1), NUMBERS))[signal]
        assert (lines_of(signal, states)[0], int(quiet[0])) == (1, 1 if signal == SignalName.IDLE_RESOURCES else -1)


@pytest.mark.parametrize(
    ("signal", "part", "whole", "lines"),
    [
        (SignalName.COMPLETION, 69, 100, (1, 0)),
        (SignalName.COMPLETION, 75, 100, (0, 0)),
        (SignalName.COMPLETION, 81, 100, (0, 1)),
        (SignalName.COMPLETION, 1, 19, (-1, -1)),
        (SignalName.ERRORS, 11, 1000, (1, 0)),
        (SignalName.ERRORS, 4, 1000, (0, 1)),
        (SignalName.CORRECTIONS, 16, 100, (1, 0)),
        (SignalName.IDLE_SESSIONS, 49, 100, (1, 0)),
        (SignalName.SATISFACTION, 9, 20, (0, 0)),  # 45 %, but of twenty: it may be 66 %
        (SignalName.SATISFACTION, 45, 100, (1, 0)),
        (SignalName.ON_ORDER, 71, 100, (1, 0)),
        (SignalName.CHECKINS, 61, 100, (1, 0)),
        (SignalName.LOCKSTEP, 93, 300, (1, 0)),
        (SignalName.LOCKSTEP, 200, 299, (-1, -1)),  # three visits a day: which minute is chance
        (SignalName.UNREAD, 19, 100, (1, 0)),
    ],
)
def test_lines(signal: SignalName, part: float, whole: float, lines: tuple[int, int]) -> None:
    assert crossed(signal, part, whole) == lines


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [
        ([(400, 500)], (-1, 0)),
        ([(400, 500), (0, 500), (0, 500)], (0, 0)),
        ([(400, 500), (4, 300), (4, 300)], (1, 0)),
        ([(0, 0), (400, 500), (0, 0), (9, 500)], (1, 0)),
    ],
    ids=["one", "one of three", "all", "both there are"],
)
def test_one_bad_month_is_no_way_a_system_is(blocks: list[tuple[float, float]], lines: tuple[int, int]) -> None:
    assert lines_of(SignalName.ERRORS, after(SignalName.ERRORS, *blocks)) == lines


def test_complaints_are_told_per_hundred_users_a_month_and_idle_days_as_a_share() -> None:
    assert crossed(SignalName.COMPLAINTS, 6, 480) == (0, 0)  # in four weeks of 120 users each: exactly five
    assert crossed(SignalName.COMPLAINTS, 7, 480) == (1, 0)
    assert crossed(SignalName.IDLE_RESOURCES, 49, 60) == (1, 0)


def test_complaints_are_joined_with_users_another_collector_told_of_where_a_week_knows_both() -> None:
    def week(**given: float) -> np.ndarray:
        made = np.zeros((1, COLUMNS))
        for name, value in given.items():
            made[0, told(name)] = value
        return made

    desk = {"complaints": 40.0, "complaint_days": 30.0}
    log = {"people": 120.0, "people_days": 7.0}
    states = blank(1, NUMBERS)
    for at, sums in enumerate([week(**desk, **log), week(**desk), week(**log), week(complaint_days=7, **log)]):
        add(states, sums, week=at)
    part, whole = totals(states, PLACES[SignalName.COMPLAINTS])
    assert (round(float(part[0]), 3), float(whole[0])) == (9.333, 240)  # a week of the month's, then a week without any


@pytest.mark.parametrize(("promised", "lines"), [(60.0, (0, 0)), (50.0, (1, 0)), (100.0, (0, 1)), (0.0, (-1, -1))])
def test_slowness_is_held_against_what_was_promised(promised: float, lines: tuple[int, int]) -> None:
    states, known = after(SignalName.SLOWNESS, (5_500, 50), (5_500, 50)), facts(case_seconds=promised)
    enter, leave = dict(judged(states, EVERYBODY, EVERYBODY, known, NUMBERS))[SignalName.SLOWNESS]
    assert (int(enter[0]), int(leave[0])) == lines


def test_what_is_older_than_three_whole_blocks_is_forgotten() -> None:
    states, one = blank(1, NUMBERS), np.ones((1, COLUMNS))
    seen = []
    for week in range(24):
        add(states, one, week=week)
        seen.append(float(totals(states, 0)[1][0]))
    assert seen == [*range(1, 17), *[13, 14, 15, 16] * 2]


def test_days_and_months_of_one_collector_are_not_counted_twice_and_collectors_do_not_add_up() -> None:
    def line(collector: int, week: int, period: int, said: float) -> list[float]:
        return [7, collector, week, period, *[said] * (LINE - 4)]

    lines = np.array([line(1, 5, 30, 900), line(1, 5, 1, 40), line(2, 5, 7, 50), line(1, 6, 30, 300)])
    sums = Sums.merged(lines, np.zeros(4, np.int64))
    assert (sums.system.tolist(), sums.week.tolist(), sums.values[:, 0].tolist()) == ([0, 0], [5, 6], [50, 300])


def test_sums_are_laid_over_the_weeks_of_an_axis() -> None:
    on = axis(3)
    values = np.arange(2 * COLUMNS, dtype=float).reshape(2, COLUMNS)
    sums = Sums(np.array([1, 1]), np.array([on.first_week + 1, on.first_week + 9]), values)
    assert sums.of(np.array([0, 1]), on)[:, :, 0].tolist() == [[0, 0, 0], [0, 0, 0]]
    assert sums.of(np.array([0, 1]), on)[1, 1].tolist() == values[0].tolist()


def test_nothing_told_is_nothing_known() -> None:
    assert Sums.merged(np.zeros((0, LINE)), np.zeros(0, np.int64)).values.shape == (0, COLUMNS)
    assert crossed(SignalName.COMPLETION, 0, 0) == (-1, -1)
