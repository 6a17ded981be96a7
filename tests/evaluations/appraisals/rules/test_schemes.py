"""A scheme says everything that is wrong with it at once; weights make a hundred, surface indicators five at most."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from evaluations.appraisals.enums import SURFACE_MEASURES, Dimension, Measure
from evaluations.appraisals.indicators import Indicator
from evaluations.appraisals.rules.schemes import Lines, obstacles_to_scheme

TODAY = date(2026, 11, 21)
QUESTIONS = {("necessity", "need"), ("social_benefit", "burden")}


def usage(measure: str, weight: object = 25, **fields: object) -> Indicator:
    told = {
        "filled_from": f"usage:{measure}",
        "label": measure,
        "dimension": Dimension.OUTPUT,
        "weight": Decimal(str(weight)),
        "source": "own_rule",
        "source_text": "Ours.",
        "zero_at": Decimal(0),
        "full_at": Decimal(10),
        **fields,
    }
    return Indicator(**told)  # type: ignore[arg-type]


def judged(question: str, weight: object = 25, **fields: object) -> Indicator:
    return usage("", weight, **{"filled_from": f"review:{question}", "label": question, **fields})


WHOLE = [
    judged("necessity.need", dimension=Dimension.DECISION),
    usage(Measure.ERROR_RATE, dimension=Dimension.PROCESS),
    usage(Measure.COMPLETION_RATE),
    judged("social_benefit.burden", dimension=Dimension.BENEFIT),
]


def told(indicators: Sequence[Indicator], lines: Lines | None = None, *, on: date = TODAY) -> list[tuple[str, str]]:
    found = obstacles_to_scheme(indicators, lines or Lines(), questions=QUESTIONS, effective_on=on, today=TODAY)
    return [(obstacle.code, obstacle.field) for obstacle in found]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_a_whole_scheme_has_no_obstacle() -> None:
    assert told(WHOLE) == []


def test_everything_wrong_is_told_at_once() -> None:
    indicators = [
        judged("necessity.colour", Decimal("0.001"), label=" ", source_text=""),
        usage("moon", 50, dimension="colour", zero_at=None),
        usage(Measure.COMPLETION_RATE, 50, full_at=Decimal(0)),
        usage(Measure.COMPLETION_RATE, 3),
        usage(Measure.LOGIN_RATE, 6),
    ]
    lines = Lines(fair_from=Decimal(85), coverage_least_percent=Decimal(10), remeasure_days=7, young_months=90)
    assert told(indicators, lines, on=date(2026, 11, 20)) == [
        ("lines-out-of-order", "fair_from"),
        ("coverage-out-of-bounds", "coverage_least_percent"),
        ("window-out-of-bounds", "remeasure_days"),
        ("young-out-of-bounds", "young_months"),
        ("effective-in-the-past", "effective_on"),
        ("label-missing", "indicators.0.label"),
        ("weight-out-of-bounds", "indicators.0.weight"),
        ("source-missing", "indicators.0.source_text"),
        ("filler-unknown", "indicators.0.filled_from"),
        ("dimension-unknown", "indicators.1.dimension"),
        ("filler-unknown", "indicators.1.filled_from"),
        ("bounds-missing", "indicators.1.zero_at"),
        ("bounds-equal", "indicators.2.full_at"),
        ("counted-twice", "indicators.3.filled_from"),
        ("dimension-missing", "indicators"),
        ("dimension-missing", "indicators"),
        ("dimension-missing", "indicators"),
        ("weights-not-a-hundred", "indicators"),
        ("surface-too-heavy", "indicators"),
    ]


def test_a_scheme_without_indicators_is_none() -> None:
    codes = [code for code, _field in told([])]
    assert codes == ["indicators-out-of-bounds", *["dimension-missing"] * 4, "weights-not-a-hundred"]


@pytest.mark.parametrize(
    "flattering",
    [
        *(usage(measure, 6) for measure in sorted(SURFACE_MEASURES)),
        judged("necessity.need", 6, label="月点赞数"),
        judged("necessity.need", 6, label="Daily CHECK-INS of the village staff"),
        usage(Measure.ERROR_RATE, 6, surface=True),
    ],
    ids=lambda indicator: str(indicator.label),
)
def test_a_surface_indicator_is_one_by_measure_by_label_or_by_admission(flattering: Indicator) -> None:
    assert flattering.is_surface
    others = [line for line in WHOLE if line.filled_from != flattering.filled_from]
    heavier = [replace(others[0], weight=Decimal(94) - sum(line.weight for line in others[1:])), *others[1:]]
    missing = {"dimension-missing"} if len(others) < len(WHOLE) else set()
    codes = {code for code, _field in told([*heavier, flattering])}
    assert codes - missing == {"surface-too-heavy"}


def test_five_points_of_surface_indicators_are_allowed_and_a_cent_more_is_not() -> None:
    def with_surface(weight: str) -> list[tuple[str, str]]:
        least = replace(WHOLE[0], weight=Decimal(25) - Decimal(weight))
        return told([least, *WHOLE[1:], usage(Measure.LOGIN_RATE, weight)])

    assert with_surface("5") == []
    assert with_surface("5.01") == [("surface-too-heavy", "indicators")]


def test_the_refusal_says_what_the_weights_make() -> None:
    lighter = [replace(WHOLE[0], weight=Decimal("24.99")), *WHOLE[1:]]
    (obstacle,) = obstacles_to_scheme(lighter, Lines(), questions=QUESTIONS, effective_on=TODAY, today=TODAY)
    assert str(obstacle) == "The weights make 99.99; they must make exactly 100."


@given(st.lists(st.integers(1, 5000), min_size=4, max_size=4))
def test_only_weights_that_make_exactly_a_hundred_pass(cents: list[int]) -> None:
    indicators = [replace(line, weight=Decimal(cent) / 100) for line, cent in zip(WHOLE, cents, strict=True)]
    assert (told(indicators) == []) == (sum(cents) == 10_000)


@given(st.integers(1, 9_997), st.integers(1, 9_997), st.integers(1, 9_997))
def test_any_weights_filled_up_to_a_hundred_pass(one: int, two: int, three: int) -> None:
    cents = [one, two, three]
    scaled = [max(1, cent * 9_000 // sum(cents)) for cent in cents]
    scaled.append(10_000 - sum(scaled))
    indicators = [replace(line, weight=Decimal(cent) / 100) for line, cent in zip(WHOLE, scaled, strict=True)]
    assert told(indicators) == []


def test_what_is_stored_is_read_back_the_same() -> None:
    assert [Indicator.from_stored(line.stored()) for line in WHOLE] == WHOLE
