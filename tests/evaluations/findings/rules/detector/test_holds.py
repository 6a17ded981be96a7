import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evaluations.findings.enums import SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Answers
from evaluations.findings.rules.detector.holds import hold
from evaluations.findings.rules.detector.states import HELD, blank, place_of

WORDS = {"y": 1, "n": 0, "?": -1}
NAME = SignalName.RECENCY


def answer(letter: str) -> Answers:
    return np.array([WORDS[letter]], np.int8)


def held(enter: str, leave: str = "") -> tuple[str, int]:
    """Whether the signal is on after each week (``#``), and the week in which it began. Capitals: in a doubtful week."""
    states, on = blank(1, Parameters()), ""
    for week, (entering, leaving) in enumerate(zip(enter, leave or "n" * len(enter), strict=True)):
        hold(
            states,
            {NAME: (answer(entering.lower()), answer(leaving))},
            week=week,
            doubtful=np.array([entering.isupper()]),
            numbers=Parameters(),
        )
        on += "#" if states["on"][0, place_of(NAME)] else "-"
    return on, int(states["began"][0, place_of(NAME)])


def on(enter: str, leave: str = "") -> str:
    return held(enter, leave)[0]


def test_enter_takes_four_weeks_in_a_row() -> None:
    assert on("yyynyyyyn") == "-------##"


def test_not_enough_data_pauses_the_count() -> None:
    assert on("yy???yyn") == "------##"


def test_a_doubtful_week_lets_nothing_enter_and_no_use_be_overlooked() -> None:
    assert on("yyyYYy") == "-----#"
    assert held("Yyyyy") == ("----#", 1)
    assert on("yyyNyyyy") == "-------#"
    assert on("yyyy" + "N" * 8, "nnnn" + "y" * 8) == "---#" + "#" * 7 + "-"


def test_what_protects_enters_in_a_doubtful_week() -> None:
    states, protecting = blank(1, Parameters()), SignalName.MACHINE_USE
    crossed = {protecting: (answer("y"), answer("n"))}
    hold(states, crossed, week=0, doubtful=np.array([True]), numbers=Parameters())
    assert states["on"][0, place_of(protecting)]


def test_since_is_the_first_of_the_weeks_that_let_it_enter() -> None:
    assert held("nyyyyyy")[1] == 1
    assert held("nyy?yy?")[1] == 1
    assert held("nyyyn")[1] == -1


def test_leave_takes_eight_weeks_in_a_row() -> None:
    assert on("yyyy" + "n" * 12, "nnnn" + "yyyyyyyn" + "yyyy") == "---#" + "#" * 12
    assert on("yyyy" + "n" * 12, "nnnn" + "y" * 12) == "---#" + "#" * 7 + "-" * 5


def test_after_leaving_it_must_enter_anew() -> None:
    assert on("yyyy" + "n" * 8 + "yyyy", "nnnn" + "y" * 8 + "nnnn") == "---#" + "#" * 7 + "-" + "---#"


def test_what_is_not_asked_stays_as_it_is_and_a_guard_does_not_wait() -> None:
    states = blank(1, Parameters())
    hold(
        states,
        {SignalName.MACHINE_USE: (answer("y"), answer("n"))},
        week=0,
        doubtful=np.zeros(1, np.bool_),
        numbers=Parameters(),
    )
    hold(states, {}, week=1, doubtful=np.zeros(1, np.bool_), numbers=Parameters())
    assert [name for place, name in enumerate(HELD) if states["on"][0, place]] == [SignalName.MACHINE_USE]


@given(st.text("yn?", min_size=1, max_size=60))
def test_nothing_flips_inside_the_band(before: str) -> None:
    """Between the lines neither enter nor leave is crossed: whatever held goes on to hold."""
    states = on(before + "n" * 20, "n" * len(before) + "n" * 20)
    assert set(states[len(before) :]) == {states[len(before) - 1]}


@given(st.text("yn", min_size=1, max_size=40), st.text("yn", min_size=1, max_size=40))
def test_no_data_flips_nothing(enter: str, leave: str) -> None:
    size = min(len(enter), len(leave))
    states = on(enter[:size] + "?" * 20, leave[:size] + "?" * 20)
    assert set(states[size:]) == {states[size - 1]}
