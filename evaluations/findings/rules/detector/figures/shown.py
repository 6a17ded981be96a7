"""How figures are rounded and written."""

from datetime import timedelta
from typing import Any

from evaluations.findings.rules.detector.axis import EPOCH

Figures = dict[str, Any]


def share(value: float) -> float:
    return round(float(value), 4)


def days(value: float) -> float:
    return round(float(value), 1)


def date_text(day: float) -> str:
    """A day counted from the epoch, as ISO text."""
    return (EPOCH + timedelta(days=int(day))).isoformat()
