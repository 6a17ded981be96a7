import numpy as np
import pytest

from evaluations.findings.rules.detector import Pair
from evaluations.findings.rules.detector.facts import ACCOUNT, GROUP, NEVER, ORDINARY
from evaluations.findings.rules.detector.keeping import dormant, remember, replaceable, spread, stale, upkeep
from evaluations.findings.rules.detector.states import States, blank
from tests.evaluations.findings.rules.detector.weeks import BEGIN, EVERYBODY, NUMBERS, columns, facts

TODAY = 20_000


def lines(pair: Pair) -> tuple[int, int]:
    return int(pair[0][0]), int(pair[1][0])


def released(ago: int, *, told: int = 0) -> States:
    """The last release, and the last day anybody told of releases, in days ago."""
    states = blank(1, NUMBERS)
    remember(states, columns(released=TODAY - ago, release_told=TODAY - max(ago, told)), week=BEGIN, assessed=())
    remember(states, columns(release_told=TODAY - told), week=BEGIN, assessed=())
    return states


@pytest.mark.parametrize(
    ("ago", "contract_end", "expected"),
    [
        (366, NEVER, (1, 0)),
        (365, NEVER, (0, 1)),
        (181, TODAY - 1, (1, 0)),
        (181, TODAY, (0, 1)),
    ],
)
def test_nobody_keeps_up_what_was_long_not_released(ago: int, contract_end: int, expected: tuple[int, int]) -> None:
    assert (
        lines(upkeep(released(ago), facts(contract_end=contract_end), EVERYBODY, day=TODAY, numbers=NUMBERS))
        == expected
    )


def test_where_releases_are_told_no_longer_nothing_is_known() -> None:
    assert lines(upkeep(released(400, told=57), facts(), EVERYBODY, day=TODAY, numbers=NUMBERS)) == (-1, -1)
    assert lines(upkeep(blank(1, NUMBERS), facts(), EVERYBODY, day=TODAY, numbers=NUMBERS)) == (-1, -1)


@pytest.mark.parametrize(("ended", "expected"), [(181, (1, 0)), (180, (-1, -1))])
def test_where_nobody_tells_of_releases_the_end_of_the_contract_stands_for_the_last(
    ended: int, expected: tuple[int, int]
) -> None:
    known = facts(contract_end=TODAY - ended)
    assert lines(upkeep(blank(1, NUMBERS), known, EVERYBODY, day=TODAY, numbers=NUMBERS)) == expected
    assert lines(upkeep(released(100, told=57), known, EVERYBODY, day=TODAY, numbers=NUMBERS)) == (-1, -1)
    assert lines(upkeep(blank(1, NUMBERS), known, ~EVERYBODY, day=TODAY, numbers=NUMBERS)) == (-1, -1)


@pytest.mark.parametrize(
    ("rule", "ago", "expected"),
    [(ACCOUNT, 15, (1, 0)), (ACCOUNT, 14, (0, 1)), (ORDINARY, 15, (-1, -1))],
)
def test_an_account_publishes_within_two_weeks(rule: int, ago: int, expected: tuple[int, int]) -> None:
    assert lines(stale(released(ago), facts(rule=rule), day=TODAY, numbers=NUMBERS)) == expected


@pytest.mark.parametrize(
    ("rule", "seen", "idle", "expected"),
    [
        (GROUP, True, 93, (1, 0)),
        (GROUP, True, 92, (0, 1)),
        (GROUP, False, 93, (-1, -1)),
        (ACCOUNT, True, 93, (1, 0)),  # nobody counts what it publishes
        (ORDINARY, True, 93, (-1, -1)),
    ],
)
def test_a_group_without_anything_in_it_for_three_months_lies_dormant(
    rule: int,
    seen: bool,
    idle: int,
    expected: tuple[int, int],
) -> None:
    states = blank(1, NUMBERS)
    begins = TODAY - 700
    states["first_told"], states["last_possible"] = 0, 700 - idle
    found = dormant(states, facts(rule=rule), EVERYBODY & seen, begins=begins, day=TODAY, numbers=NUMBERS)
    assert lines(found) == expected


def test_an_account_that_is_read_but_publishes_nothing_lies_dormant() -> None:
    states = released(93)
    states["first_told"], states["last_possible"] = 0, 700
    found = dormant(states, facts(rule=ACCOUNT), EVERYBODY, begins=TODAY - 700, day=TODAY, numbers=NUMBERS)
    assert lines(found) == (1, 0)


@pytest.mark.parametrize(
    ("using", "meant", "expected"),
    [(1.0, 20.0, (1, 0)), (3.0, 20.0, (0, 0)), (5.0, 20.0, (0, 1)), (0.0, 4.0, (-1, -1))],
)
def test_spread_is_the_best_week_s_share_of_organisations(
    using: float, meant: float, expected: tuple[int, int]
) -> None:
    states = blank(1, NUMBERS)
    for week, some in enumerate((0.0, using, 0.0)):
        sums = columns(using_organisations=some, eligible_organisations=meant)
        remember(states, sums, week=BEGIN + week, assessed=())
    assert lines(spread(states, EVERYBODY, ~EVERYBODY, NUMBERS)) == expected


@pytest.mark.parametrize(("spiked", "expected"), [(False, (0, 1)), (True, (1, 0))])
def test_organisations_that_came_for_an_assessment_that_stood_out_do_not_count(
    *, spiked: bool, expected: tuple[int, int]
) -> None:
    states = blank(1, NUMBERS)
    for week, some in enumerate((1.0, 1.0, 15.0, 15.0, 1.0)):
        sums = columns(using_organisations=some, eligible_organisations=20)
        remember(states, sums, week=BEGIN + week, assessed={BEGIN + 3})
    assert lines(spread(states, EVERYBODY, np.array([spiked]), NUMBERS)) == expected


@pytest.mark.parametrize(
    ("likeness", "wider", "expected"),
    [(0.75, 3.0, (1, 0)), (0.75, 2.9, (0, 1)), (0.70, 9.0, (0, 0)), (0.60, 9.0, (0, 1))],
)
def test_what_a_far_wider_system_does_too_is_replaceable(
    likeness: float, wider: float, expected: tuple[int, int]
) -> None:
    assert lines(replaceable(facts(rival="SYS-2", likeness=likeness, wider=wider), EVERYBODY, NUMBERS)) == expected
    assert lines(replaceable(facts(likeness=likeness, wider=wider), EVERYBODY, NUMBERS)) == (-1, -1)
