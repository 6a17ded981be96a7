from datetime import date

import pytest

from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.rhythms import windows_of
from tests.evaluations.findings.rules.detector.fleets import axis, laid


def test_an_axis_ends_with_the_last_week_that_is_over() -> None:
    assert Axis.through(first=date(2024, 1, 3), as_of=date(2024, 1, 20)).weeks == 2
    assert Axis.through(first=date(2024, 1, 3), as_of=date(2024, 1, 21)).weeks == 3
    assert Axis.through(first=date(2024, 1, 3), as_of=date(2024, 1, 6)).weeks == 0


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("04-01~05-31", ((401, 531),)),
        ("11-15~03-15,06-01~06-30", ((1115, 315), (601, 630))),
        ("", ()),
        ("spring", ()),
        ("04-01~05-31,autumn", ()),
    ],
)
def test_windows_are_read_whole_or_not_at_all(text: str, windows: tuple[tuple[int, int], ...]) -> None:
    assert windows_of(text) == windows


def test_daily_systems_are_counted_in_weeks_and_look_back_on_ninety_duty_days() -> None:
    beat = laid(30)
    assert (beat.by_week, beat.cycles, int(beat.least[-1]), int(beat.spanned[-1])) == (True, 30, 90, 18)
    assert axis(30).date_of(int(beat.firsts[beat.opening[-1]])) == date(2024, 3, 25)


def test_a_few_experts_are_counted_in_months() -> None:
    beat = laid(30, small=True)
    assert (beat.by_week, beat.cycles) == (False, 7)


def test_a_quarter_is_complete_on_its_last_day() -> None:
    beat = laid(30, "quarterly")
    assert [axis(30).date_of(int(end)) for end in beat.ends] == [
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 9, 30),
    ]
    assert beat.done[12] == 0  # the week that ends on 31 March
    assert beat.done[11] == -1


def test_a_season_over_new_year_is_one_cycle_and_owes_no_other_days() -> None:
    beat = laid(80, "seasonal", "11-15~03-15")
    ends = [axis(80).date_of(int(end)) for end in beat.ends]
    assert ends == [date(2024, 3, 15), date(2025, 3, 15), date(2026, 3, 15)]
    assert not beat.duty[axis(80).index_of(date(2024, 3, 18)) : axis(80).index_of(date(2024, 11, 15))].any()
    assert not beat.begins_whole  # the first season began before the records


def test_a_season_that_lies_wholly_on_the_axis_is_whole() -> None:
    assert laid(80, "seasonal", "04-01~05-31").begins_whole


def test_a_window_begins_with_the_cycle_its_first_duty_day_lies_in() -> None:
    beat = laid(60, "monthly")
    assert axis(60).date_of(int(beat.firsts[beat.opening[-1]])) == date(2024, 10, 1)
    assert int(beat.least[-1]) == 104


def test_a_week_is_cut_where_a_cycle_ends() -> None:
    parts = list(laid(30, "monthly").parts(4))  # 29 January to 4 February 2024
    assert [(each.cycle, each.days, each.opens, each.closes) for each in parts] == [
        (0, slice(0, 3), False, True),
        (1, slice(3, 7), True, False),
    ]
