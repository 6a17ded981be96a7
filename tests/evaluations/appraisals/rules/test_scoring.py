"""Points and grades can be computed again from what is stored, and what is open is never spread."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluations.appraisals.enums import Grade, Standing
from evaluations.appraisals.rules.scoring import degree_of, grade_of, grades_of, points_of, total_of


@dataclass(frozen=True)
class Lines:
    excellent_from: Decimal = Decimal(90)
    good_from: Decimal = Decimal(80)
    fair_from: Decimal = Decimal(60)


def stored(weight: object, degree: object | None, **fields: Any) -> dict[str, Any]:
    standing = Standing.NOT_MEASURABLE if degree is None else Standing.MEASURED
    return {"weight": str(weight), "degree": None if degree is None else str(degree), "standing": standing, **fields}


@pytest.mark.parametrize(
    ("value", "degree"), [("0", "0"), ("5", "0"), ("30", "0.5"), ("55", "1"), ("99", "1"), ("6", "0.02")]
)
def test_points_rise_between_the_two_ends(value: str, degree: str) -> None:
    assert degree_of(Decimal(value), zero_at=Decimal(5), full_at=Decimal(55)) == Decimal(degree)


@pytest.mark.parametrize(("value", "degree"), [("5", "0"), ("0.5", "1"), ("2.75", "0.5"), ("0", "1"), ("9", "0")])
def test_where_less_is_better_the_ends_are_turned_around(value: str, degree: str) -> None:
    assert degree_of(Decimal(value), zero_at=Decimal(5), full_at=Decimal("0.5")) == Decimal(degree)


def test_the_total_counts_what_was_measured_and_reports_what_is_open() -> None:
    total = total_of([stored(40, "0.5"), stored(35, "1"), stored(25, None)])
    assert (total.points, total.weight_counted, total.weight_open, total.most) == (
        Decimal("55.00"),
        Decimal("75.00"),
        Decimal("25.00"),
        Decimal("80.00"),
    )


def test_a_stored_sum_is_never_believed() -> None:
    assert total_of([stored(40, "0.5", points="40.00"), stored(60, "0", points="60.00")]).points == Decimal("20.00")


@pytest.mark.parametrize(
    ("points", "grade"),
    [
        ("100", Grade.EXCELLENT),
        ("90", Grade.EXCELLENT),
        ("89.99", Grade.GOOD),
        ("80", Grade.GOOD),
        ("79.99", Grade.FAIR),
        ("60", Grade.FAIR),
        ("59.99", Grade.POOR),
        ("0", Grade.POOR),
    ],
)
def test_points_on_a_line_belong_to_the_better_grade(points: str, grade: Grade) -> None:
    assert grade_of(Decimal(points), Lines()) == grade


def test_a_grade_is_certain_only_where_what_is_open_could_not_change_it() -> None:
    certain = total_of([stored(85, "1"), stored(15, "0")])
    open_within = total_of([stored(81, "1"), stored(12, "0"), stored(7, None)])
    open_across = total_of([stored(81, "1"), stored(9, "0"), stored(10, None)])
    assert grades_of(certain, Lines()) == (Grade.GOOD, Grade.GOOD)
    assert grades_of(open_within, Lines()) == (Grade.GOOD, Grade.GOOD)
    assert grades_of(open_across, Lines()) == (Grade.GOOD, Grade.EXCELLENT)


@st.composite
def values(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Weights of two decimals that make a hundred, each with a degree of four decimals or none."""
    cuts = sorted(draw(st.sets(st.integers(1, 9_999), min_size=1, max_size=20)))
    weights = [(after - before) for before, after in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    degrees = st.none() | st.integers(0, 10_000).map(lambda degree: Decimal(degree) / 10_000)
    return [stored(Decimal(weight) / 100, draw(degrees)) for weight in weights]


@given(values())
def test_the_total_is_exact_and_its_parts_make_a_hundred(lines: list[dict[str, Any]]) -> None:
    total = total_of(lines)
    counted = [line for line in lines if line["degree"] is not None]
    points = sum(
        (
            (Decimal(line["weight"]) * Decimal(line["degree"])).quantize(Decimal("0.01"), ROUND_HALF_UP)
            for line in counted
        ),
        Decimal(0),
    )
    exact = sum((Fraction(line["weight"]) * Fraction(line["degree"]) for line in counted), Fraction(0))
    assert total.points == points
    assert abs(Fraction(total.points) - exact) <= Fraction(len(lines), 200)
    assert total.weight_counted + total.weight_open == Decimal(100)
    assert Decimal(0) <= total.points <= total.weight_counted


@given(values())
def test_filling_what_is_open_never_leaves_the_grades_that_were_told(lines: list[dict[str, Any]]) -> None:
    least, most = grades_of(total_of(lines), Lines())
    order = [Grade.POOR, Grade.FAIR, Grade.GOOD, Grade.EXCELLENT]
    for degree in ("0", "0.5", "1"):
        filled = [line if line["degree"] is not None else stored(line["weight"], degree) for line in lines]
        grade = grade_of(total_of(filled).points, Lines())
        assert order.index(least) <= order.index(grade) <= order.index(most)


def test_an_open_weight_has_no_points() -> None:
    assert points_of(Decimal(10), None) is None
