"""Series: what nobody saw is a gap, what was counted as zero is zero, and the order of arrival says nothing."""

import random
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from evaluations.usage.models import MEASURES, Collector, Heartbeat, UsageRow
from evaluations.usage.rules.series import Point, Seen, by_day
from evaluations.usage.selectors import daily_series, weekly_series
from evaluations.usage.services import beat_heart
from registry.systems.models import Predecessor, System
from tests.evaluations.usage.factories import bring, row, systems

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 5, 4)
SEEN = st.builds(
    Seen,
    st.integers(0, 40).map(lambda days: MONDAY + timedelta(days=days)),
    st.sampled_from([1, 7, 30]),
    st.sampled_from([0.5, 1.0]),
    st.dictionaries(st.sampled_from(["sessions", "active_users"]), st.integers(0, 90)),
)


@pytest.fixture(autouse=True)
def _systems() -> None:
    systems("S-1", "S-2")


def days(code: str = "S-1", since: date = MONDAY, count: int = 4) -> list[tuple[float | None, float | None]]:
    points = daily_series(System.objects.get(code=code), since=since, until=since + timedelta(days=count - 1))
    return [(point.coverage, point.value("sessions")) for point in points]


def test_a_day_nobody_saw_is_a_gap_and_a_counted_zero_is_zero() -> None:
    bring(row(day="2026-05-04", sessions=0), row(day="2026-05-06"))
    assert days() == [(1.0, 0), (None, None), (1.0, None), (None, None)]


def test_a_heartbeat_makes_silence_zero_only_for_what_the_collector_watches() -> None:
    bring(row(day="2026-05-04", sessions=5))
    beat_heart(collector="gateway", days=[MONDAY, date(2026, 5, 5)], by=None)
    assert days() == [(1.0, 5), (1.0, 0), (None, None), (None, None)]
    assert days("S-2") == [(None, None)] * 4


def test_a_heartbeat_before_a_system_was_watched_says_nothing_about_it() -> None:
    beat_heart(collector="gateway", days=[MONDAY], by=None)
    bring(row(day="2026-05-05", sessions=5))
    assert days() == [(None, None), (1.0, 5), (None, None), (None, None)]


def test_the_finer_row_is_read_where_rows_overlap() -> None:
    bring(row(day="2026-05-10", period_days=7, sessions=70), row(day="2026-05-05", sessions=1))
    assert days() == [(1.0, 10), (1.0, 1), (1.0, 10), (1.0, 10)]


def test_weeks_add_counts_up_and_take_the_most_people() -> None:
    bring(
        row(day="2026-05-04", sessions=5, active_users=3),
        row(day="2026-05-06", sessions=2, active_users=2, coverage=0.5),
        row(day="2026-05-12", sessions=1),
    )
    weeks = weekly_series(System.objects.get(code="S-1"), until=date(2026, 5, 13), weeks=3)
    assert weeks == [
        Point(date(2026, 4, 27), date(2026, 5, 3), None),
        Point(date(2026, 5, 4), date(2026, 5, 10), round(1.5 / 7, 4), {"active_users": 3, "sessions": 7}),
        Point(date(2026, 5, 11), date(2026, 5, 13), round(1 / 3, 4), {"sessions": 1}),
    ]


def test_a_weekly_row_is_a_week() -> None:
    bring(row(day="2026-05-10", period_days=7, sessions=70, effective_users=4))
    weeks = weekly_series(System.objects.get(code="S-1"), until=date(2026, 5, 10), weeks=1)
    assert weeks == [Point(MONDAY, date(2026, 5, 10), 1.0, {"effective_users": 4, "sessions": 70})]


def test_zeros_of_a_week_in_which_the_collector_failed_say_nothing_and_what_it_counted_stands() -> None:
    failed = [date(2026, 5, 10)]
    rows = [
        Seen(date(2026, 5, 3), 1, 1.0, {"sessions": 0}, failed),
        Seen(MONDAY, 1, 1.0, {"sessions": 0}, failed),
        Seen(date(2026, 5, 5), 1, 1.0, {"sessions": 3, "active_users": 0}, failed),
        Seen(date(2026, 5, 17), 7, 1.0, {"sessions": 0}, failed),
        Seen(date(2026, 5, 10), 1, 0.0, {}, failed),
    ]
    points = by_day(rows, since=date(2026, 5, 3), until=date(2026, 5, 11))
    assert [(point.coverage, dict(point.measures)) for point in points] == [
        (1.0, {"sessions": 0}),
        (None, {}),
        (1.0, {"sessions": 3}),
        *[(None, {})] * 4,
        (0.0, {}),
        (1.0, {"sessions": 0}),
    ]


def test_a_series_costs_four_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    system = System.objects.get(code="S-1")
    bring(*[row(day=f"2026-05-{day:02d}", sessions=day) for day in range(1, 11)], complete=True)
    with django_assert_num_queries(4):
        weekly_series(system, until=date(2026, 5, 10), weeks=60)


def test_what_was_counted_under_earlier_names_belongs_to_the_whole_line(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    systems("S-3")
    first, second, third = (System.objects.get(code=code) for code in ("S-1", "S-2", "S-3"))
    Predecessor.objects.create(system=second, earlier=first, reason="更名")
    Predecessor.objects.create(system=third, earlier=second, reason="更名")
    for at, one in enumerate((first, second, third)):
        bring(row(system=one.code, day=f"2026-05-{4 + at:02d}", sessions=at + 1))
    until = MONDAY + timedelta(days=2)

    alone = daily_series(third, since=MONDAY, until=until)
    with django_assert_num_queries(5):
        line = daily_series(third, since=MONDAY, until=until, whole_line=True)

    assert [point.value("sessions") for point in alone] == [None, None, 3]
    assert [point.value("sessions") for point in line] == [1, 2, 3]


@given(st.lists(SEEN, max_size=12), st.randoms())
def test_the_order_of_rows_does_not_matter_and_no_data_is_never_zero(rows: list[Seen], shuffle: random.Random) -> None:
    until = MONDAY + timedelta(days=40)
    mixed = list(rows)
    shuffle.shuffle(mixed)
    points = by_day(rows, since=MONDAY, until=until)
    assert by_day(mixed, since=MONDAY, until=until) == points
    for point in points:
        covering = [seen for seen in rows if seen.day - timedelta(days=seen.period_days) < point.since <= seen.day]
        assert (point.coverage is None) == (not covering)
        assert set(point.measures) == {name for seen in covering for name in seen.measures}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["S-1", "S-2"]),
            st.integers(1, 28),
            st.sampled_from([1, 7]),
            st.sampled_from(["", "0", "7"]),
            st.sampled_from(["", "3"]),
        ),
        unique_by=lambda each: each[:3],
        max_size=12,
    ),
    st.randoms(),
)
def test_deliveries_in_any_order_and_twice_leave_the_same_table(
    cells: list[tuple[str, int, int, str, str]], shuffle: random.Random
) -> None:
    def table() -> list[tuple[object, ...]]:
        return sorted(UsageRow.objects.values_list("day", "system", "period_days", *MEASURES, "coverage"), key=str)

    for each in (Heartbeat, UsageRow, Collector):
        each.objects.all().delete()
    rows = [
        row(system=code, day=f"2026-05-{day:02d}", period_days=length, sessions=sessions, errors=errors)
        for code, day, length, sessions, errors in cells
    ]
    with translation.override("en"):
        bring(*rows)
        expected = table()
        UsageRow.objects.all().delete()
        shuffle.shuffle(rows)
        for one in rows:
            bring(one)
        assert table() == expected
        again = bring(*rows)
    assert again.counts == {"new": 0, "changed": 0, "same": len(rows), "wrong": 0}
    assert [each[3 + MEASURES.index("sessions")] for each in expected].count(None) == sum(not each[3] for each in cells)
