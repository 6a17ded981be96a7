from collections.abc import Mapping

import numpy as np
import pytest

from evaluations.findings.rules.detector.filling import Entries
from evaluations.findings.rules.detector.fleet import laid_out
from evaluations.findings.rules.detector.marks import Mark
from evaluations.findings.rules.detector.outages import DOUBTFUL, Watch, watch
from tests.evaluations.findings.rules.detector.fleets import NUMBERS, axis


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


def test_of_few_steady_systems_more_than_half_must_fall_silent() -> None:
    silent = "x" * 10 + "0" + "x" * 9
    assert out(*[silent] * 10, *[STEADY] * 9) == [10]
    assert out(*[silent] * 9, *[STEADY] * 9) == []
    assert out(*[silent] * 3, *[STEADY] * 2) == [10]


def test_too_few_steady_systems_show_nothing() -> None:
    assert out(*["x" * 10 + "0" + "x" * 9] * 4) == []


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


def doubtful(*histories: str, said: Mapping[int, bool] | None = None) -> list[int]:
    found: list[int] = np.flatnonzero(guard(*histories, said=said).standing == DOUBTFUL).tolist()
    return found


def a_county(gone: int) -> list[str]:
    """Of four hundred four stop for good each week, and in week 16 so many more fall silent for that week."""
    leaving = ["x" * (10 + week) + "0" * (14 - week) for week in range(14) for _each in range(4)]
    return [*leaving, *["x" * 16 + "0" + "x" * 7] * gone, *["x" * 24] * (400 - len(leaving) - gone)]


def test_where_more_than_usual_fall_silent_and_not_enough_for_an_outage_the_week_is_doubtful() -> None:
    assert (out(*a_county(8)), 16 in doubtful(*a_county(8))) == ([], True)
    assert 16 not in doubtful(*a_county(3))
    assert (out(*a_county(30)), 16 in doubtful(*a_county(30))) == ([16], False)


def test_of_a_week_that_people_spoke_of_there_is_no_doubt() -> None:
    assert 16 not in doubtful(*a_county(8), said={16: False})


def reported(every: int, *, through: int, weeks: int, ending: int = 6, missing: int = -1) -> list[int]:
    """The weeks held for an outage of a collector of forty systems, each with use in every report of so many weeks.

    Reports end on the weekday ``ending``; the one of the week ``missing`` never comes.
    """
    ends = np.arange((every - 1) * 7 + ending, through * 7, every * 7)
    ends = ends[ends // 7 != missing]
    lines, number = len(ends) * 40, np.repeat(np.arange(40), len(ends))
    last, whole, real = np.tile(ends, 40), np.ones(lines, np.int64), np.full(lines, -1.0)
    marks, seen = Mark.EFFECTIVE_USERS << 4 * (last % 7), 100 << 7 * (last % 7)
    entries = Entries(number, whole * every * 7, last, marks, seen, real, real, real)
    systems, on = np.arange(40), axis(weeks)
    fleet = laid_out(entries, system=systems, collector=systems * 0, axis=on, up={}, known=systems < 0)
    flags = watch(fleet.used, on_duty=np.ones(weeks, np.bool_), said={}, numbers=NUMBERS).out
    return np.flatnonzero(flags).tolist()


def test_reports_by_the_month_are_no_outage_until_they_arrive_and_reports_by_the_week_are_one() -> None:
    assert reported(4, through=16, weeks=19) == reported(13, through=26, weeks=36) == []
    assert reported(1, through=16, weeks=19) == [16, 17, 18]


@pytest.mark.parametrize("ending", range(7))
def test_a_report_that_is_missing_stays_missed_on_whatever_day_they_end(ending: int) -> None:
    assert reported(1, through=20, weeks=20, ending=ending, missing=12) == [12]
