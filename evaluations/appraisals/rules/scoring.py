"""From values to points, and from points to a grade. All in ``Decimal``; anybody can compute it again from what is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from evaluations.appraisals.enums import COUNTED, Gap, Grade, Standing
from evaluations.appraisals.indicators import Indicator

CENT = Decimal("0.01")
FINE = Decimal("0.0001")
HUNDRED = Decimal(100)


class Thresholds(Protocol):
    """The lines of a scheme, in points of 100."""

    @property
    def excellent_from(self) -> Decimal: ...
    @property
    def good_from(self) -> Decimal: ...
    @property
    def fair_from(self) -> Decimal: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What an indicator came to. ``degree`` is the share of its weight it earned (0–1), ``None`` while its weight is open.

    ``low`` and ``high`` bound the value and are equal where it is known. ``coverage`` is the share of the period it was seen
    in. ``basis`` says what it was computed from.
    """

    indicator: Indicator
    standing: Standing
    degree: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    coverage: Decimal | None = None
    gap: Gap | str = ""
    basis: Mapping[str, Any] | None = None

    def stored(self) -> dict[str, Any]:
        """As an appraisal keeps it, numbers as text."""
        return {
            **self.indicator.stored(),
            "standing": str(self.standing),
            "degree": _text(self.degree),
            "points": _text(points_of(self.indicator.weight, self.degree)),
            "low": _text(self.low),
            "high": _text(self.high),
            "unit": self.unit,
            "coverage": _text(self.coverage),
            "gap": str(self.gap),
            "basis": dict(self.basis or {}),
        }


@dataclass(frozen=True, slots=True)
class Total:
    """``points`` of 100 that were reached; ``weight_open`` is what nobody could measure or judge, reported and never spread."""

    points: Decimal
    weight_counted: Decimal
    weight_open: Decimal

    @property
    def most(self) -> Decimal:
        """The points if everything open were worth its whole weight."""
        return self.points + self.weight_open


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def degree_of(value: Decimal, *, zero_at: Decimal, full_at: Decimal) -> Decimal:
    """Where a value lies between no points (0) and all (1), to four places; beyond either end it stays there."""
    share = (value - zero_at) / (full_at - zero_at)
    return min(max(share, Decimal(0)), Decimal(1)).quantize(FINE, ROUND_HALF_UP)


def points_of(weight: Decimal, degree: Decimal | None) -> Decimal | None:
    """To two places; ``None`` while the weight is open."""
    return None if degree is None else (weight * degree).quantize(CENT, ROUND_HALF_UP)


def total_of(values: Iterable[Mapping[str, Any]]) -> Total:
    """The total of stored values, from their weights and degrees alone: a stored sum is never believed."""
    points = counted = Decimal(0)
    for value in values:
        if value["standing"] in COUNTED:
            weight = Decimal(value["weight"])
            counted += weight
            points += points_of(weight, Decimal(value["degree"])) or Decimal(0)
    return Total(points.quantize(CENT), counted.quantize(CENT), (HUNDRED - counted).quantize(CENT))


def grade_of(points: Decimal, lines: Thresholds) -> Grade:
    """Points on a line belong to the better grade."""
    if points >= lines.excellent_from:
        return Grade.EXCELLENT
    if points >= lines.good_from:
        return Grade.GOOD
    return Grade.FAIR if points >= lines.fair_from else Grade.POOR


def grades_of(total: Total, lines: Thresholds) -> tuple[Grade, Grade]:
    """The least and the most it can be, whatever the open weight would have come to; certain where both are the same."""
    return grade_of(total.points, lines), grade_of(total.most, lines)
