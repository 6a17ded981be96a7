"""Rolling up: old days become weeks and old weeks months, set-based, a week at a time, each in a transaction of its own.

Counts are added up, levels are the largest, coverage is the share of the whole week or month that was seen. A week keeps what each
of its days said of use (:class:`Cells`), so that whoever judges use by the day goes on doing so; a month does not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Min

from evaluations.usage.models import MEASURES, Keeping, RollUp, UsageRow
from evaluations.usage.models.months import ahead, make_months, next_month, pack
from evaluations.usage.rules.series import LEVELS
from evaluations.usage.rules.values import LONGEST_PERIOD
from registry.ledger.services import Actor, record

_TABLE = UsageRow._meta.db_table
WEEK = 7


@dataclass(frozen=True, slots=True)
class Cells:
    """How the room that judges use packs the days of a week: SQL over the daily rows ``u`` of one system, collector and ISO week.

    ``bound`` is also asked of weekly rows, of which it gives effective users at most; ``sums`` gives JSON.
    """

    marks: str
    coverages: str
    bound: str
    sums: str


@dataclass(frozen=True, slots=True)
class Limits:
    """The last day that is put together into weeks, and the last into months."""

    weekly_through: date
    monthly_through: date


def limits_on(day: date) -> Limits | None:
    """What is rolled up on a day under the rule then in force; ``None`` under no rule. One statement."""
    rule = Keeping.objects.filter(effective_on__lte=day).first()
    if rule is None:
        return None
    last = day - timedelta(days=rule.daily_days)
    longest = day - timedelta(days=rule.weekly_days)
    return Limits(last - timedelta(days=(last.weekday() + 1) % WEEK), _month_end(longest))


def roll_up(
    *, today: date, cells: Cells, by: Actor | None, progress: Callable[[int, int], None] = lambda done, total: None
) -> list[RollUp]:
    """Put together whatever is older than the rule in force on ``today`` lets it stay.

    Safe to stop anywhere and to run twice: a week or month is put together whole or not at all. Left as they are: what
    the collector gave rows of other lengths of too, and weeks or months of which not every row knows the same counts (shares
    of them could not be told any more).
    """
    make_months(ahead(today, count=3))
    limits = limits_on(today)
    if limits is None:
        return []
    weeks = [(*each, False) for each in _weeks(_first(1), limits.weekly_through)]
    months = [(*each, True) for each in _months(_first(WEEK), limits.monthly_through)]
    done = []
    for number, (first, last, monthly) in enumerate([*weeks, *months]):
        progress(number, len(weeks) + len(months))
        if run := _rolled(first, last, monthly=monthly, cells=cells, by=by):
            done.append(run)
    for month in sorted({day.replace(day=1) for run in done for day in (run.first_day, run.through)}):
        if next_month(month) - timedelta(days=1) <= limits.weekly_through:
            pack(month)
    return done


@transaction.atomic
def _rolled(first: date, last: date, *, monthly: bool, cells: Cells, by: Actor | None) -> RollUp | None:
    make_months([last])
    removed, made = _put_together(first, last, monthly=monthly, cells=cells)
    if not made:
        return None
    run = RollUp.objects.create(monthly=monthly, first_day=first, through=last, rows_before=removed, rows_after=made)
    record("usage.rolled_up", subject=run, by=by, days=[first, last], rows=[removed, made], monthly=monthly)
    return run


def _put_together(first: date, last: date, *, monthly: bool, cells: Cells) -> tuple[int, int]:
    """Rows taken away and rows made of them: three statements.

    PostgreSQL holds off writers for the length of it, so that nothing arrives between adding up and taking away; SQLite does so anyway.
    """
    days = (last - first).days + 1
    fine, length = (WEEK if monthly else 1), days
    measures = ", ".join(f"{'MAX' if name in LEVELS else 'SUM'}(u.{name})" for name in MEASURES)
    share = f"SUM(u.coverage * u.period_days) / {days}"
    packed = "NULL, NULL, NULL" if monthly else f"{cells.marks}, {cells.coverages}, {cells.sums}"
    alike = " AND ".join(f"COUNT(u.{name}) IN (0, COUNT(*))" for name in MEASURES if name not in LEVELS)
    weekday = "" if not monthly else f" AND {_weekday()} = 6"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {_TABLE} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(
            f"INSERT INTO {_TABLE} (day, system_id, collector_id, period_days, {', '.join(MEASURES)}, coverage, "  # noqa: S608 (our own names, here and below)
            "day_marks, day_coverages, day_sums, day_bound) "
            f"SELECT {_date(last)}, u.system_id, u.collector_id, {length}, {measures}, {share}, {packed}, {cells.bound} "
            f"FROM {_TABLE} u WHERE u.day BETWEEN %s AND %s AND u.period_days = {fine}{weekday} "
            f"AND (u.system_id, u.collector_id) NOT IN (SELECT w.system_id, w.collector_id FROM {_TABLE} w "
            f"WHERE w.day BETWEEN %s AND %s AND {_begins('w')} <= {_date(last)} AND w.period_days <> {fine}) "
            f"GROUP BY u.system_id, u.collector_id HAVING {alike}",
            [first, last, first, last + timedelta(days=LONGEST_PERIOD)],
        )
        made = cursor.rowcount
        cursor.execute(
            f"DELETE FROM {_TABLE} WHERE day BETWEEN %s AND %s AND period_days = {fine} AND EXISTS "  # noqa: S608
            f"(SELECT 1 FROM {_TABLE} w WHERE w.day = %s AND w.period_days = {length} AND w.day_bound IS NOT NULL "
            f"AND w.system_id = {_TABLE}.system_id AND w.collector_id = {_TABLE}.collector_id)",
            [first, last, last],
        )
        return cursor.rowcount, made


def _begins(row: str) -> str:
    """The first day a row stands for."""
    if connection.vendor == "postgresql":
        return f"({row}.day - {row}.period_days + 1)"
    return f"date({row}.day, (1 - {row}.period_days) || ' days')"


def _date(day: date) -> str:
    return f"DATE '{day}'" if connection.vendor == "postgresql" else f"'{day}'"


def _weekday() -> str:
    """Monday is 0."""
    if connection.vendor == "postgresql":
        return "(CAST(EXTRACT(ISODOW FROM u.day) AS integer) - 1)"
    return "((CAST(strftime('%%w', u.day) AS integer) + 6) %% 7)"


def _first(period: int) -> date | None:
    """The first day of which a row of that length is kept. One statement."""
    found: date | None = UsageRow.objects.filter(period_days=period).aggregate(first=Min("day"))["first"]
    return found


def _weeks(first: date | None, through: date) -> Iterator[tuple[date, date]]:
    """Monday and Sunday of each ISO week from ``first`` on that ends by ``through``."""
    if first is None:
        return
    monday = first - timedelta(days=first.weekday())
    while (sunday := monday + timedelta(days=6)) <= through:
        yield monday, sunday
        monday += timedelta(days=WEEK)


def _months(first: date | None, through: date) -> Iterator[tuple[date, date]]:
    """The ISO weeks that end in a month, first Monday and last Sunday: four or five whole weeks, so that no day is in two."""
    if first is None:
        return
    weeks = list(_weeks(first.replace(day=1), through))
    by_month: dict[tuple[int, int], list[tuple[date, date]]] = {}
    for monday, sunday in weeks:
        by_month.setdefault((sunday.year, sunday.month), []).append((monday, sunday))
    for some in by_month.values():
        yield some[0][0], some[-1][1]


def _month_end(day: date) -> date:
    """The last day of the month before the one ``day`` lies in."""
    return day.replace(day=1) - timedelta(days=1)
