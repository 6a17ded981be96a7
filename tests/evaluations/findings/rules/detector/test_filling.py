from itertools import permutations

import numpy as np

from evaluations.findings.rules.detector.filling import Entries, bounds_of, fill, silence, weekly_known
from evaluations.findings.rules.detector.marks import Mark
from tests.evaluations.findings.rules.detector.fleets import axis

NO, SOME, YES = Mark.NO_SESSIONS, Mark.SESSIONS, Mark.EFFECTIVE_USERS


def week_of(*marks: int, percent: int = 100) -> tuple[int, int]:
    """Marks and coverages of daily rows, Monday first, as they are packed."""
    return (
        sum(mark << 4 * day for day, mark in enumerate(marks)),
        sum(percent << 7 * day for day, mark in enumerate(marks) if mark),
    )


def period(last: int, days: int, mark: int, *, bound: float = 0, percent: int = 100) -> tuple[float, ...]:
    return days, last, mark << 4 * (last % 7), percent << 7 * (last % 7), bound, -1, -1


def daily(week: int, *marks: int, bound: float = 0, percent: int = 100) -> tuple[float, ...]:
    return 1, week * 7 + len(marks) - 1, *week_of(*marks, percent=percent), bound, -1, -1


def entries(*lines: tuple[float, ...]) -> Entries:
    columns = np.array(lines, float).T
    whole = columns[:4].astype(np.int64)
    return Entries(np.zeros(len(lines), np.int64), whole[0], whole[1], whole[2], whole[3], *columns[4:])


def marks(*lines: tuple[float, ...], weeks: int = 2) -> list[int]:
    cells: list[int] = fill(entries(*lines), series=1, axis=axis(weeks)).marks[0].tolist()
    return cells


def test_daily_rows_fall_on_their_days() -> None:
    assert marks(daily(1, NO, 0, YES)) == [0] * 7 + [NO, 0, YES, 0, 0, 0, 0]


def test_a_week_is_spread_over_its_days_and_may_straddle_two() -> None:
    assert marks(period(9, 7, NO)) == [0] * 3 + [NO] * 7 + [0] * 4


def test_a_row_tells_soon_of_the_week_in_which_it_ends() -> None:
    def soon(*lines: tuple[float, ...]) -> str:
        return "".join("x" if each else "." for each in fill(entries(*lines), series=1, axis=axis(2)).soon[0])

    assert soon(period(9, 7, NO)) == ".......xxx...."
    assert soon(daily(0, NO, 0, NO), period(13, 7, NO)) == "x.x....xxxxxxx"
    assert soon(period(13, 14, YES)) == "." * 14


def test_the_finer_row_wins_where_both_stand() -> None:
    assert marks(period(6, 7, SOME), daily(0, NO, NO)) == [NO, NO] + [SOME] * 5 + [0] * 7


def test_a_row_that_says_nothing_of_use_still_takes_its_day() -> None:
    filled = fill(entries(daily(0, Mark.UNSAID), period(6, 7, YES)), series=1, axis=axis(1))
    assert filled.marks[0].tolist() == [0] + [YES] * 6
    assert filled.coverage[0].tolist() == [0] + [100] * 6
    assert filled.told[0].tolist() == [True] * 7


def test_of_rows_of_one_length_the_better_evidence_wins_in_any_order() -> None:
    lines = [period(6, 7, NO), period(8, 7, YES), period(7, 7, Mark.UNSAID)]
    outcomes = {tuple(marks(*order)) for order in permutations(lines)}
    assert outcomes == {(NO, NO, *[YES] * 7, 0, 0, 0, 0, 0)}


def test_a_row_that_no_day_listens_to_is_not_heard() -> None:
    heard = fill(entries(period(1, 2, YES), daily(0, NO, NO, NO)), series=1, axis=axis(1)).heard
    assert heard.tolist() == [False, True]


def test_days_outside_the_axis_are_left_out() -> None:
    assert marks(period(2, 7, NO), period(16, 7, NO)) == [NO] * 3 + [0] * 7 + [NO] * 4


def test_coverage_travels_with_the_row() -> None:
    filled = fill(entries(period(6, 7, NO, percent=40)), series=1, axis=axis(1))
    assert filled.coverage[0].tolist() == [40] * 7


def test_silence_is_zero_only_while_the_collector_was_up_and_only_after_it_first_told() -> None:
    filled = fill(entries(daily(0, 0, 0, YES)), series=1, axis=axis(1))
    up = np.array([True, True, True, True, True, False, True])
    silence(filled.marks, filled.coverage, filled.told, up=up, known=np.array([False]))
    assert filled.marks[0].tolist() == [0, 0, YES, Mark.SILENT, Mark.SILENT, 0, Mark.SILENT]
    assert filled.coverage[0].tolist() == [0, 0, 100, 100, 100, 0, 100]


def test_a_collector_that_told_before_the_axis_begins_watched_all_along() -> None:
    filled = fill(entries(daily(0, 0, 0, YES)), series=1, axis=axis(1))
    silence(filled.marks, filled.coverage, filled.told, up=np.ones(7, np.bool_), known=np.array([True]))
    assert filled.marks[0].tolist() == [Mark.SILENT, Mark.SILENT, YES, *[Mark.SILENT] * 4]


def test_a_straddling_row_bounds_both_cycles_in_full() -> None:
    bins = np.array([0] * 7 + [1] * 7)
    assert bounds_of(entries(period(9, 7, YES, bound=30)), bins, within=bins, rows=1).tolist() == [[30.0, 30.0]]


def test_a_row_counts_once_for_a_cycle_however_many_of_its_bins_it_touches() -> None:
    segments, cycles = np.array([0] * 4 + [1] * 5 + [2] * 5), np.array([0] * 9 + [1] * 5)
    line = entries(period(11, 10, YES, bound=30))
    assert bounds_of(line, segments, within=cycles, rows=1).tolist() == [[30.0, 0.0, 30.0]]


def test_what_a_month_tells_holds_for_every_week_it_touches() -> None:
    line = entries((14, 13, 0, 0, 0, 5, 800))
    assert weekly_known(line, line.eligible, series=1, axis=axis(3)).tolist() == [[800.0, 800.0, -1.0]]
