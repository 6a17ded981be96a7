"""Rows that leave days out, or overlap, as opposed to rows that come as they may."""

from datetime import date, timedelta

import pytest

from evaluations.usage.rules.spacing import Spacing, odd_spacing

FIRST = date(2026, 1, 4)


def after(*days: int) -> list[date]:
    return [FIRST + timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("period", "days", "odd"),
    [
        (1, {1: after(14, 0, 7), 2: after(0, 7, 14, 28)}, Spacing(1, 7)),
        (1, {1: after(0, 7, 14), 2: after(0, 1, 4)}, None),  # somebody tells days
        (1, {1: after(0, 1, 4, 5, 6)}, None),  # working days
        (1, {1: after(0, 30)}, None),  # too few to say
        (7, {1: after(0, 7, 14, 28)}, None),
        (7, {1: after(0, 7, 14), 2: after(3, 10, 17)}, None),  # weeks that end on another day
        (31, {1: [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]}, None),
        (30, {1: after(0, 7, 14, 28), 2: after(0, 30, 60)}, Spacing(30, 7)),
        (30, {}, None),
    ],
)
def test_spacing(period: int, days: dict[int, list[date]], odd: Spacing | None) -> None:
    assert odd_spacing(period, days) == odd
