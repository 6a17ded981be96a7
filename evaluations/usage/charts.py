"""A series as the chart component draws it."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst

from evaluations.usage.models import UsageRow
from evaluations.usage.rules.series import Point

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
    """``components/chart.html`` explains the keys. Points without the measure are gaps."""
    labels = [point.since.isoformat() for point in points]
    values = [point.value(measure) for point in points]
    return {
        "id": identifier,
        "title": measure_label(measure),
        "unit": "",
        "labels": labels,
        "series": [
            {"name": measure_label(measure), "points": [None if value is None else round(value, 1) for value in values]}
        ],
        "gaps": _gaps(labels, values),
    }


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
