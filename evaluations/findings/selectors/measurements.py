"""Reading what a sweep rests on: a fixed number of statements, whatever the size of the fleet."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.db import connection

from evaluations.findings.enums import DECIDED_INCIDENTS, IncidentState
from evaluations.findings.models import Incident
from evaluations.findings.rules.detector import Flags, Reals
from evaluations.findings.rules.detector.axis import EPOCH, Axis, number_of
from evaluations.findings.rules.detector.marks import UNBOUNDED, Mark
from evaluations.usage.models import Heartbeat, UsageRow
from registry.systems.enums import Stage
from registry.systems.models import Predecessor, System

BATCH = 50_000
"""Lines fetched at a time: about 15 MB."""
FEW = 5_000
"""Systems named in one statement."""

_NARROW_TO_WIDE = ("effective_users", "substantive_actions", "active_users", "sessions")
"""The measures that bound effective users from above."""


def first_day(as_of: date) -> date | None:
    """The first day any row known by ``as_of`` stands for; ``None`` without rows. One statement."""
    day = day_number()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT MIN({day} - u.period_days + 1) FROM {usage()} WHERE {_LIVE}",  # noqa: S608 (our own names)
            [as_of, Stage.LIVE],
        )
        found = cursor.fetchone()[0]
    return None if found is None else date.fromordinal(EPOCH.toordinal() + found)


def usage_lines(as_of: date, *, systems: Sequence[int] | None = None) -> Iterator[Reals]:
    """All usage up to ``as_of``: one statement, read in batches that never part a system. ``systems``: of these ids only.

    A line is ``system, collector, period, last day, marks, coverages, bound, inbound, eligible`` (see
    ``filling.Entries``; the last day is counted from its epoch). Rows of one day are added up by
    ISO week, others are a line each. Ordered by system and collector.
    """
    if systems is None:
        yield from _lines(_LIVE, [as_of, Stage.LIVE])
    for start in range(0, len(systems or ()), FEW):
        some = ", ".join(str(each) for each in (systems or ())[start : start + FEW])
        yield from _lines(f"u.day <= %s AND u.system_id IN ({some})", [as_of])


def week_lines(week_end: date) -> Iterator[Reals]:
    """The same of one ISO week: rows that lie within it. One statement."""
    where = f"u.day BETWEEN %s AND %s AND {day_number()} %% 7 >= u.period_days - 1"
    yield from _lines(where, [week_end - timedelta(days=6), week_end])


def straddling(since: date, as_of: date) -> list[int]:
    """Systems with a row of those days that reaches back into the ISO week before its last day's. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT u.system_id FROM {usage()} "  # noqa: S608 (our own names)
            f"WHERE u.day BETWEEN %s AND %s AND {day_number()} %% 7 < u.period_days - 1",
            [since, as_of],
        )
        return sorted(system for (system,) in cursor.fetchall())


def _lines(where: str, values: list[Any]) -> Iterator[Reals]:
    rest = np.zeros((0, 9))
    with connection.chunked_cursor() as cursor:
        cursor.execute(_statement(where), [*values, *values])
        while fetched := cursor.fetchmany(BATCH):
            lines = np.concatenate([rest, np.array(fetched, np.float64)])
            whole = int(np.searchsorted(lines[:, 0], lines[-1, 0]))
            rest = lines[whole:]
            if whole:
                yield lines[:whole]
    if len(rest):
        yield rest


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
    f"u.day <= %s AND u.system_id IN (SELECT id FROM {System._meta.db_table} WHERE stage = %s "  # noqa: S608
    f"UNION SELECT earlier_id FROM {Predecessor._meta.db_table})"
)
"""Live systems, and those that another carries on."""


def usage() -> str:
    """The table of usage, under the name the statements here give it."""
    return f"{UsageRow._meta.db_table} u"


def day_number() -> str:
    """The number of ``day`` counted from the epoch, a Monday."""
    if connection.vendor == "postgresql":
        return f"(u.day - DATE '{EPOCH}')"
    return f"CAST(julianday(u.day) - julianday('{EPOCH}') AS INTEGER)"


def packed_days() -> tuple[str, str, str]:
    """SQL for the days of a week as :func:`usage_lines` gives them: marks, coverages and bound."""
    return _packed(day_number(), _mark(), "u.coverage", _bound())


def _mark() -> str:
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


def _bound() -> str:
    """Effective users at most; of rows put together, of all their days together."""
    least = "LEAST" if connection.vendor == "postgresql" else "MIN"
    counted = ", ".join(f"COALESCE(NULLIF(u.{name}, 0), {UNBOUNDED})" for name in _NARROW_TO_WIDE)
    return f"COALESCE(u.day_bound, {least}({counted}))"


def _packed(day: str, mark: str, coverage: str, bound: str) -> tuple[str, str, str]:
    """What rows of a week add up to: marks, coverages and bound."""
    silent = f"{mark} < {Mark.SESSIONS:d} OR {mark} = {Mark.UNSAID:d}"
    return (
        f"CAST(SUM({mark} * (1 << (4 * ({day} %% 7)))) AS bigint)",
        f"CAST(SUM(CAST(ROUND({coverage} * 100) AS bigint) * (CAST(1 AS bigint) << (7 * ({day} %% 7)))) AS bigint)",
        f"CAST(SUM(CASE WHEN {silent} THEN 0 ELSE {bound} END) AS double precision)",
    )


def _statement(where: str) -> str:
    """``where`` is said twice: of rows as they came, and of weeks put together from days, which are read as days."""
    day = day_number()
    marks, coverages, bound = _packed("day", "mark", "coverage", "bound")
    return f"""
        WITH seen AS (
            SELECT u.system_id, u.collector_id, u.period_days, {day} AS day, {_mark()} AS mark, u.coverage,
                   {_bound()} AS bound, u.inbound_calls, u.eligible_users
            FROM {usage()} WHERE u.day_marks IS NULL AND {where}
        )
        SELECT system_id, collector_id, period_days, MAX(day) AS last, {marks}, {coverages}, {bound},
               COALESCE(MAX(inbound_calls), -1), COALESCE(MAX(eligible_users), -1)
        FROM seen
        GROUP BY system_id, collector_id, period_days, CASE WHEN period_days = 1 THEN day / 7 ELSE day END
        UNION ALL
        SELECT u.system_id, u.collector_id, 1, {day}, u.day_marks, u.day_coverages, u.day_bound,
               COALESCE(u.inbound_calls, -1), COALESCE(u.eligible_users, -1)
        FROM {usage()} WHERE u.day_marks IS NOT NULL AND {where}
        ORDER BY 1, 2
    """  # noqa: S608 (names of our own tables and columns)
