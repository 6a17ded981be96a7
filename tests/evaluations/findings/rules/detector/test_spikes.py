import numpy as np
import pytest

from evaluations.findings.rules.detector.quantities import RISING
from evaluations.findings.rules.detector.spikes import remember, spike
from evaluations.findings.rules.detector.states import blank
from tests.evaluations.findings.rules.detector.weeks import BEGIN, EVERYBODY, NUMBERS, columns

USUAL = [100.0] * 8
AT = BEGIN + 9
"""The assessment lies in the tenth week."""


def answers(volumes: list[float | None], *, assessed: frozenset[int] = frozenset({AT})) -> list[int]:
    """Whether the enter line is crossed, week by week."""
    states, told = blank(1, NUMBERS), []
    for week, volume in enumerate(volumes, start=BEGIN):
        remember(states, columns() if volume is None else columns(sessions=volume), week=week)
        enter, _leave = spike(states, EVERYBODY, week=week, assessed=assessed, numbers=NUMBERS)
        told.append(int(enter[0]))
    return told


@pytest.mark.parametrize(
    ("volumes", "said"),
    [
        ([*USUAL, 350.0, 400.0, *[100.0] * 8], 1),
        ([*USUAL, 100.0, 100.0, *[100.0] * 8], 0),
        ([*USUAL, 350.0, 400.0, *[390.0] * 8], 0),  # it stayed: that is use
        ([*[390.0] * 8, 350.0, 400.0, *[100.0] * 8], 0),  # it was so before: that is decay
        ([*USUAL, 350.0, 400.0, *[None] * 8], -1),
        ([*[None] * 8, 350.0, 400.0, *[100.0] * 8], -1),
    ],
)
def test_use_that_rises_before_an_assessment_and_falls_back_is_a_spike(volumes: list[float | None], said: int) -> None:
    told = answers(volumes)
    assert told[:13] == [-1] * 13
    assert told[13:17] == [said] * 4
    assert told[17:] == [-1]


def test_a_spike_without_an_assessment_is_nobody_s_doing() -> None:
    assert set(answers([*USUAL, 350.0, 400.0, *[100.0] * 8], assessed=frozenset())) == {-1}


def test_what_was_judged_last_is_remembered_for_the_evidence() -> None:
    states = blank(1, NUMBERS)
    for week, volume in enumerate([*USUAL, 350.0, 400.0, *[100.0] * 20], start=BEGIN):
        remember(states, columns(sessions=volume), week=week)
        spike(states, EVERYBODY, week=week, assessed=frozenset({AT}), numbers=NUMBERS)
    assert (float(states["height"][0]), int(states["assessed"][0])) == (4.0, AT)


def test_of_each_figure_the_larger_that_was_told_is_kept() -> None:
    states = blank(2, NUMBERS)
    counted = np.concatenate([columns(sessions=5, substantive_actions=9), columns()])
    reported = np.concatenate([columns(sessions=7, reported=True), columns()])
    remember(states, counted + reported, week=BEGIN)
    assert states["volume"][:, BEGIN % 16].tolist() == [[9.0, 7.0, -1.0, -1.0], [-1.0] * 4]


def test_papers_caught_up_with_do_not_hide_behind_those_who_sign_in_every_day() -> None:
    states = blank(1, NUMBERS)
    for week, acts in enumerate([*USUAL, 350.0, 400.0, *[100.0] * 4], start=BEGIN):
        remember(states, columns(sessions=5000, substantive_actions=acts), week=week)
        enter, _leave = spike(states, EVERYBODY, week=week, assessed=frozenset({AT}), numbers=NUMBERS)
    assert (int(enter[0]), RISING[int(states["highest"][0])]) == (1, "substantive_actions")
