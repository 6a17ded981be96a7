from collections.abc import Mapping

import numpy as np

from evaluations.findings.rules.detector.outages import Watch, watch
from tests.evaluations.findings.rules.detector.fleets import NUMBERS


def guard(*histories: str, on_duty: str = "", said: Mapping[int, bool] | None = None) -> Watch:
    """Each history is a series, each letter a week: ``x`` used, ``0`` zero, ``.`` missing."""
    letters = np.array([list(history) for history in histories])
    days = np.array([letter == "1" for letter in on_duty or "1" * letters.shape[1]])
    return watch(letters == "x", on_duty=days, said=said or {}, numbers=NUMBERS)


def out(*histories: str, on_duty: str = "", said: Mapping[int, bool] | None = None) -> list[int]:
    found: list[int] = np.flatnonzero(guard(*histories, on_duty=on_duty, said=said).out).tolist()
    return found


STEADY = "x" * 20


def test_a_few_systems_that_stop_are_systems_that_stop() -> None:
    assert out(*["x" * 10 + "0" * 10] * 2, *[STEADY] * 38) == []


def test_many_that_stop_at_once_are_an_outage_whether_at_zero_or_missing() -> None:
    for silence in "0.":
        histories = [*["x" * 10 + silence * 2 + "x" * 8] * 6, *[STEADY] * 34]
        assert out(*histories) == [10, 11]


def test_shares_are_told() -> None:
    watched = guard(*["x" * 10 + "0" + "x" * 9] * 6, *[STEADY] * 34)
    assert (watched.share[10], watched.usual[10]) == (0.15, 0.0)


def test_systems_that_stay_silent_after_an_outage_are_counted_once() -> None:
    """They did stop; the outage ends for the others, and the guard does not go on about the same ones."""
    histories = [*["x" * 10 + "." * 2 + "x" * 18] * 20, *["x" * 10 + "." * 20] * 2, *["x" * 30] * 20]
    assert out(*histories) == [10, 11]


def test_an_outage_is_seen_for_eight_weeks_then_a_person_must_say() -> None:
    histories = ["x" * 10 + "0" * 20] * 40
    assert out(*histories) == list(range(10, 18))
    assert out(*histories, said=dict.fromkeys(range(18, 22), True)) == list(range(10, 22))


def test_people_may_say_that_the_silence_was_real() -> None:
    assert out(*["x" * 10 + "0" + "x" * 9] * 40, said={10: False}) == []


def test_weeks_without_duty_are_neither() -> None:
    holiday = "1" * 10 + "0" + "1" * 9
    assert out(*["x" * 10 + "0" + "x" * 9] * 40, on_duty=holiday) == []


def test_too_few_steady_systems_show_nothing() -> None:
    assert out(*["x" * 10 + "0" + "x" * 9] * 19) == []


def test_irregular_systems_are_not_steady() -> None:
    for silence in "0.":
        assert out(*[f"xxx{silence}" * 5] * 40) == []


def test_systems_that_report_now_and_then_do_not_make_outages_of_their_gaps() -> None:
    """Many small hosts appear in some weeks only: half of them missing at once is an ordinary week."""
    now_and_then = ["x" * 8 + "x." * 10, "x" * 8 + ".x" * 10]
    assert out(*now_and_then * 2, *["x" * 28] * 60) == []


def test_where_much_silence_is_usual_the_line_is_three_times_higher() -> None:
    """Each week another 3 of 60 stop for good: usual, and above 4 % by itself only at first."""
    leaving = ["x" * (10 + week) + "0" * (20 - week) for week in range(20) for _each in range(3)]
    weeks = out(*leaving, *["x" * 30] * 20)
    assert weeks == []
