"""Reading what a sweep rests on: a fixed number of statements, whatever the size of the fleet."""

from collections import defaultdict
from datetime import date

import numpy as np
from django.db import connection

from evaluations.findings.enums import DECIDED_INCIDENTS, IncidentState
from evaluations.findings.models import Incident
from evaluations.findings.rules.detector import Flags
from evaluations.findings.rules.detector.axis import EPOCH, Axis, number_of
from evaluations.findings.rules.detector.marks import UNBOUNDED, Mark
from evaluations.usage.models import Heartbeat, UsageRow
from registry.systems.enums import Stage
from registry.systems.models import Predecessor, System

_NARROW_TO_WIDE = ("effective_users", "substantive_actions", "active_users", "sessions")
"""The measures that bound effective users from above."""


def first_day(as_of: date) -> date | None:
    """The first day any row known by ``as_of`` stands for; ``None`` without rows. One statement.

    Of rows of a day each an index gives it; only longer ones have to be looked at.
    """
    day = day_number()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {day} FROM (SELECT MIN(u.day) AS day FROM {usage()} WHERE {_LIVE}) u UNION ALL "  # noqa: S608 (our own names)
            f"SELECT MIN({day} - u.period_days + 1) FROM {usage()} WHERE u.period_days > 1 AND {_LIVE}",
            [as_of, Stage.LIVE] * 2,
        )
        found = min((first for (first,) in cursor.fetchall() if first is not None), default=None)
    return None if found is None else date.fromordinal(EPOCH.toordinal() + found)


def straddling(since: date, as_of: date) -> list[int]:
    """Systems with a row of those days that reaches back into the ISO week before its last day's. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT u.system_id FROM {usage()} "  # noqa: S608 (our own names)
            f"WHERE u.day BETWEEN %s AND %s AND {day_number()} %% 7 < u.period_days - 1",
            [since, as_of],
        )
        return sorted(system for (system,) in cursor.fetchall())


def days_up(axis: Axis) -> dict[int, Flags]:
    """Which days of the axis collectors said they were up, by collector id. One statement."""
    found: dict[int, Flags] = defaultdict(lambda: np.zeros(axis.days, np.bool_))
    for collector, day, length in Heartbeat.objects.values_list("collector_id", "day", "period_days"):
        last = number_of(day) - axis.first_day
        found[collector][max(last - length + 1, 0) : max(last + 1, 0)] = True
    return dict(found)


def said_of_outages(axis: Axis) -> dict[int, dict[int, bool]]:
    """``{collector id: {week: it was an outage}}`` as far as people decided. One statement."""
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    decided = Incident.objects.filter(state__in=DECIDED_INCIDENTS)
    for collector, week_end, state in decided.values_list("collector_id", "week_ends_on", "state"):
        found[collector][axis.index_of(week_end) // 7] = state == IncidentState.CONFIRMED
    return dict(found)


_LIVE = (
    f"u.day <= %s AND (+u.system_id IN (SELECT id FROM {System._meta.db_table} WHERE stage = %s) "  # noqa: S608
    f"OR +u.system_id IN (SELECT earlier_id FROM {Predecessor._meta.db_table}))"
)
"""Live systems, and those that another carries on; the sign keeps SQLite from going through the rows system by system."""


def usage() -> str:
    """The table of usage, under the name the statements here give it."""
    return f"{UsageRow._meta.db_table} u"


def day_number() -> str:
    """The number of ``day`` counted from the epoch, a Monday."""
    if connection.vendor == "postgresql":
        return f"(u.day - DATE '{EPOCH}')"
    return f"CAST(julianday(u.day) - julianday('{EPOCH}') AS INTEGER)"


def packed_days() -> tuple[str, str, str]:
    """SQL for the days of a week as ``lines`` gives them: marks, coverages and bound."""
    return packed(day_number(), mark(), "u.coverage", bound())


def mark() -> str:
    """What a row says of use (:class:`Mark`)."""
    return f"""CASE
        WHEN u.effective_users > 0 THEN {Mark.EFFECTIVE_USERS:d}
        WHEN u.substantive_actions > 0 THEN {Mark.SUBSTANTIVE_ACTIONS:d}
        WHEN u.completed > 0 THEN {Mark.COMPLETED:d}
        WHEN u.effective_users = 0 AND u.coverage > 0 THEN {Mark.NO_EFFECTIVE_USERS:d}
        WHEN u.substantive_actions = 0 AND u.coverage > 0 THEN {Mark.NO_SUBSTANTIVE_ACTIONS:d}
        WHEN u.active_users = 0 AND u.coverage > 0 THEN {Mark.NO_ACTIVE_USERS:d}
        WHEN u.active_users > 0 THEN {Mark.ACTIVE_USERS:d}
        WHEN u.sessions = 0 AND u.coverage > 0 THEN {Mark.NO_SESSIONS:d}
        WHEN u.sessions > 0 THEN {Mark.SESSIONS:d}
        ELSE {Mark.UNSAID:d} END"""


def bound() -> str:
    """Effective users at most; of rows put together, of all their days together.

    Where nobody was counted and work was finished all the same, as many as there were pieces: what was begun the day before.
    """
    least = "LEAST" if connection.vendor == "postgresql" else "MIN"
    counted = ", ".join(
        f"CASE WHEN u.{name} = 0 THEN COALESCE(NULLIF(u.completed, 0), {UNBOUNDED}) ELSE COALESCE(u.{name}, {UNBOUNDED}) END"
        for name in _NARROW_TO_WIDE
    )
    return f"COALESCE(u.day_bound, {least}({counted}))"


def packed(day: str, mark: str, coverage: str, bound: str) -> tuple[str, str, str]:
    """What rows of a week add up to: marks, coverages and bound."""
    silent = f"{mark} < {Mark.SESSIONS:d} OR {mark} = {Mark.UNSAID:d}"
    return (
        f"CAST(SUM({mark} * (1 << (4 * ({day} %% 7)))) AS bigint)",
        f"CAST(SUM(CAST(ROUND({coverage} * 100) AS bigint) * (CAST(1 AS bigint) << (7 * ({day} %% 7)))) AS bigint)",
        f"CAST(SUM(CASE WHEN {silent} THEN 0 ELSE {bound} END) AS double precision)",
    )
