"""Usage by the week or day, made of one number per ISO week: 0 is zero, ``None`` no row."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from evaluations.usage.models import Collector, UsageRow
from registry.systems.models import System

FIRST = date(2025, 1, 6)
"""A Monday: the first of every history made here."""


def week_end(number: int) -> date:
    """The Sunday of week 0, 1, 2 … of a history."""
    return FIRST + timedelta(days=number * 7 + 6)


def collector(code: str = "log") -> Collector:
    return Collector.objects.get_or_create(code=code)[0]


def weeks(
    system: System,
    counts: Iterable[int | None],
    *,
    by: Collector | None = None,
    measure: str = "sessions",
    **fields: Any,
) -> None:
    """One row of ``period_days`` 7 per week."""
    by = by or collector()
    UsageRow.objects.bulk_create(
        UsageRow(system=system, collector=by, day=week_end(number), period_days=7, **{measure: count}, **fields)
        for number, count in enumerate(counts)
        if count is not None
    )


def days(
    system: System,
    counts: Sequence[int | None],
    *,
    by: Collector | None = None,
    measure: str = "sessions",
    **fields: Any,
) -> None:
    """One row per day from :data:`FIRST` on."""
    by = by or collector()
    UsageRow.objects.bulk_create(
        UsageRow(system=system, collector=by, day=FIRST + timedelta(days=number), **{measure: count}, **fields)
        for number, count in enumerate(counts)
        if count is not None
    )
