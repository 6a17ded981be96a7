"""A series as the chart component draws it."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluations.usage.models import UsageRow
from evaluations.usage.rules.series import LEVELS, Point
from evaluations.usage.selectors.collectors import CollectorDay

DRAWN = (
    "effective_users",
    "substantive_actions",
    "completed",
    "active_users",
    "sessions",
    "started",
    "checkins",
    "inbound_calls",
)
"""Effective use where somebody counts it, else the next wider measure: its zero proves zero of the narrower ones."""


def drawn_measure(points: Sequence[Point]) -> str:
    """The narrowest measure anybody knows in these points; empty when nobody knows any."""
    return next((name for name in DRAWN if any(name in point.measures for point in points)), "")


def measure_label(measure: str) -> str:
    """The measure in people's words, from the model."""
    names = {field.name: field.verbose_name for field in UsageRow._meta.fields}
    return capfirst(str(names[measure]))


def chart_of(points: Sequence[Point], *, measure: str, identifier: str) -> dict[str, Any]:
    """``components/chart.html`` explains the keys. Points without the measure are gaps; of weeks the unit says what each stands for."""
    labels = [point.since.isoformat() for point in points]
    values = [point.value(measure) for point in points]
    return {
        "id": identifier,
        "title": measure_label(measure),
        "unit": _of_a_week(measure) if any(point.since != point.until for point in points) else "",
        "labels": labels,
        "series": [{"name": measure_label(measure), "points": [_rounded(value) for value in values]}],
        "gaps": _gaps(labels, values),
    }


def chart_of_days(days: Sequence[CollectorDay], *, identifier: str) -> dict[str, Any]:
    """Of how many systems a collector told, day by day; a day nobody said anything of is a gap."""
    labels = [each.day.isoformat() for each in days]
    values: list[float | None] = [None if each.state == "missing" else each.systems for each in days]
    return {
        "id": identifier,
        "title": capfirst(_("systems told of, day by day")),
        "unit": "",
        "labels": labels,
        "series": [{"name": capfirst(_("systems")), "points": values}],
        "gaps": _gaps(labels, values),
    }


def _of_a_week(measure: str) -> str:
    return _("highest day of each week") if measure in LEVELS else _("sum of each week")


def _rounded(value: float | None) -> float | None:
    """To one place; a whole number without any."""
    return None if value is None else int(value) if value == int(value) else round(value, 1)


def _gaps(labels: Sequence[str], values: Sequence[float | None]) -> list[list[str]]:
    """First and last label of every run without a value."""
    gaps: list[list[str]] = []
    inside = False
    for label, value in zip(labels, values, strict=True):
        if value is None and inside:
            gaps[-1][1] = label
        elif value is None:
            gaps.append([label, label])
        inside = value is None
    return gaps
