"""Commitments as an appraisal looks at them: due by then, and what was reached."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from evaluations.appraisals.enums import Gap, Measure
from evaluations.appraisals.models import Reading
from evaluations.appraisals.rules.measuring import YEAR_DAYS, Measured, measured
from evaluations.appraisals.rules.promises import Promised
from evaluations.appraisals.selectors.measurements import facts_of
from lifecycle.calendar.rules import WorkingDays
from lifecycle.commitments.enums import Formula
from lifecycle.commitments.models import Commitment
from lifecycle.commitments.selectors import commitments_of
from registry.systems.models import System

QUARTER_DAYS = 91
MEASURES: Mapping[str, Measure] = {
    Formula.EFFECTIVE_USERS: Measure.EFFECTIVE_USERS,
    Formula.EFFECTIVE_SHARE: Measure.EFFECTIVE_SHARE,
    Formula.SUBSTANTIVE_ACTIONS: Measure.SUBSTANTIVE_ACTIONS,
    Formula.COMPLETION_RATE: Measure.COMPLETION_RATE,
    Formula.MINUTES_PER_CASE: Measure.MINUTES_PER_CASE,
    Formula.COST_PER_USE: Measure.COST_PER_USE,
    Formula.INBOUND_CALLS: Measure.INBOUND_CALLS,
    Formula.ACTIVE_USERS: Measure.ACTIVE_USERS,
}
"""What computes a commitment's formula."""


def promises_of(system: System, *, until: date, least: Decimal, working: WorkingDays) -> list[Promised]:
    """Every commitment of a system with its last due date by ``until`` and what was reached by then.

    Three queries, and four for each commitment that is computed: over the quarter before its due date, costs over the year.
    """
    commitments = list(commitments_of(system))
    read = _readings(commitments, until)
    found = []
    for commitment in commitments:
        days = sorted(due.due_on for due in commitment.due_dates.all())
        due_on = max((day for day in days if day <= until), default=None)
        reading = read.get(commitment.pk)
        reached: Measured | None = None
        if due_on and commitment.formula in MEASURES:
            since = due_on - timedelta(days=_window(commitment) - 1)
            facts = facts_of(commitment.system, since=since, until=due_on, working=working)
            reached = measured(MEASURES[commitment.formula], facts, least=least)
        elif due_on:
            reached = _as_read(reading if reading and reading.until > due_on - timedelta(days=YEAR_DAYS) else None)
        found.append(
            Promised(
                code=commitment.code,
                label=commitment.label,
                unit=commitment.unit,
                direction=commitment.direction,
                target=commitment.target,
                tolerance_percent=commitment.tolerance_percent,
                baseline=commitment.baseline,
                population=commitment.population,
                responsible_post=commitment.responsible_post,
                due_on=due_on,
                next_due_on=min((day for day in days if day > until), default=None),
                reached=reached,
                read_from=commitment.formula or (reading.evidence if reading else ""),
            )
        )
    return found


def readings_of(system: System) -> QuerySet[Reading]:
    """Every value that was entered for a system's commitments, newest first."""
    return Reading.objects.filter(commitment__system=system).select_related("commitment", "by").order_by("-pk")


def _window(commitment: Commitment) -> int:
    return YEAR_DAYS if commitment.formula == Formula.COST_PER_USE else QUARTER_DAYS


def _as_read(reading: Reading | None) -> Measured:
    """A value somebody read off covers what it was read for; nobody read it: no data."""
    if reading is None:
        return Measured(gap=Gap.NO_DATA)
    return Measured(low=reading.value, high=reading.value, coverage=Decimal(1))


def _readings(commitments: list[Commitment], until: date) -> dict[int, Reading]:
    """The newest reading of each commitment by a day. One query."""
    rows = Reading.objects.filter(commitment__in=commitments, until__lte=until).order_by("until", "pk")
    return {reading.commitment_id: reading for reading in rows}
