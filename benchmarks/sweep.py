"""``python -m benchmarks.sweep --db sqlite|pg --size S|M|L|hosts --json FILE --check``: sweeps against a bare SQL aggregate.

Sizes: S 2,000 systems × 90 days, M 10,000 × 365, L 100,000 × 365, and ``hosts``: 27,500 systems over 76 weeks with 630,000 weekly
rows, as the public history of government web hosts has them. Seeded; of a fleet a tenth was never used and a tenth fell out of use.

Taking turns: two bare aggregates of all days by system and week, *narrow* of three sums and *wide* of every measure, which is what
the signals read; the night to *Sunday*, which adds the week that ended, and that to *Monday*, which adds a day, as the five after it
do (a night is a seventh of them all); one to Monday after something was told *late* of the week before; a sweep that makes everything
*anew*, as once a week; and, for a few systems, a loop of ORM aggregates, which is what would be written without a memory. A tenth of
the systems goes first; M ends with nights after 730 and after 90 days. Ratios are of processor time, the server's included. ``--check``
exits 1 when a limit is passed.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from benchmarks import years
from benchmarks.command import Asked, Ratio, peak_mb, run, told
from benchmarks.spending import Spent, median, spent

SIZES = {"S": (2_000, 90, 1), "M": (10_000, 365, 1), "L": (100_000, 365, 1), "hosts": (27_500, 76, 7)}
"""Systems, periods, days in a period."""
TINY = (40, 84, 1)
HOSTS_SHARE = 630_000 / 27_500 / 76
LONG, SHORT = 730, 90
MEMORY_MB = {"L": 6_000}
USUAL_MEMORY_MB = 1_500
ANEW = 1.3
"""Of the wide aggregate."""
GROWTH = 14.0
NIGHT = {"sqlite": 0.15, "pg": 0.25}
"""Of the narrow aggregate of 365 days."""
DAYS = {"sqlite": 2.5, "pg": 1.5}
LOOP = 100.0
LOOPED = 50
"""Systems of which the ORM loop is timed; the rest is as many times as much."""
AS_OF = date(2026, 6, 28)  # a Sunday
SATURDAY, MONDAY = AS_OF - timedelta(days=1), AS_OF + timedelta(days=1)
NOT_ALWAYS = 2
"""Statements that a small fleet may do without, as nothing came up in it."""
NIGHTS = ("sunday", "monday", "late")
Turn = dict[str, Spent]


def main() -> int:
    return run("sweep", says=__doc__, sizes=SIZES, reps=3, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Median seconds, ratios, statements at N and N / 10, peak memory, and the limits passed."""
    from evaluations.findings.models import Finding

    systems, periods, length = SIZES.get(asked.size, TINY)
    fleet = years.Fleet(MONDAY) if length == 1 else years.Fleet(AS_OF, length, share=HOSTS_SHARE)
    rows = fleet.tell(fleet.grow(systems // 10), range(periods), of=periods)
    _sweep(AS_OF, full=True)  # the first event of the ledger takes other statements than those after it
    tenth, few = _turns(asked.reps)
    _note(f"{systems // 10} systems", tenth)
    rows += fleet.tell(fleet.grow(systems), range(periods), of=periods)
    whole, many = _turns(asked.reps)
    _note(f"{systems} systems", whole)
    looped = median([spent(_looped) for _rep in range(asked.reps)])
    loop = looped.busy / min(LOOPED, systems) * systems
    peak, findings = peak_mb(), Finding.objects.count()
    short = long = None
    if asked.size == "M":
        fleet.tell(range(systems), range(LONG - periods), of=LONG)
        long, _statements = _turns(max(asked.reps // 2, 1))
        _note(f"{LONG} days", long)
        years.forget_before(AS_OF - timedelta(days=SHORT - 1))
        short, _statements = _turns(max(asked.reps // 2, 1))
    ratios = _ratios(asked, whole, tenth, loop)
    if short and long:
        ratios += _over_days(asked, short, long)
    most_memory = MEMORY_MB.get(asked.size, USUAL_MEMORY_MB)
    also = {
        "statements of a night grow with systems": any(many[way] > few[way] + NOT_ALWAYS for way in NIGHTS),
        f"memory above {most_memory} MB": asked.size in SIZES and peak > most_memory,
    }
    return {
        "systems": systems,
        "rows": rows,
        "findings": findings,
        "seconds": _seconds(whole),
        "seconds_of_a_tenth": _seconds(tenth),
        "seconds_after_730_days": _seconds(long or {}),
        "seconds_after_90_days": _seconds(short or {}),
        "orm_loop_seconds": round(loop, 1),
        "night_statements": [many[way] for way in NIGHTS],
        "anew_statements": many["anew"],
        "peak_mb": peak,
        **told(ratios, also),
    }


def _ratios(asked: Asked, whole: Turn, tenth: Turn, loop: float) -> list[Ratio]:
    """Limits of a year hold for a year; how cost grows at every size."""
    busy, few = _busy(whole), _busy(tenth)
    grown = {way: each / few[way] for way, each in busy.items()}
    a_year = asked.size in {"M", "L"}
    grows = {way: f"N × 10: × {each:.1f}" for way, each in grown.items()}
    return [
        Ratio(
            "full sweep with writing",
            "aggregate of every measure",
            busy["anew"] / busy["wide"],
            ANEW if a_year else None,
            grows=grows["anew"],
        ),
        Ratio("full sweep with writing", "aggregate of 3 sums", busy["anew"] / busy["narrow"]),
        Ratio("full sweep, N × 10", "a tenth of the systems", grown["anew"], GROWTH),
        Ratio(
            "nightly sweep, a seventh of a week's",
            "aggregate of 3 sums",
            busy["night"] / busy["narrow"],
            NIGHT[asked.db] if a_year else None,
            grows=grows["night"],
        ),
        Ratio(
            "the same, each night something late",
            "aggregate of 3 sums",
            busy["late night"] / busy["narrow"],
            grows=grows["late night"],
        ),
        Ratio("nightly sweep", "aggregate of every measure", busy["night"] / busy["wide"]),
        Ratio("night to Sunday", "aggregate of 3 sums", busy["sunday"] / busy["narrow"], grows=grows["sunday"]),
        Ratio("night to Monday", "aggregate of 3 sums", busy["monday"] / busy["narrow"], grows=grows["monday"]),
        Ratio("loop of ORM aggregates", "nightly sweep", loop / busy["night"], LOOP if a_year else None, at_least=True),
        Ratio("loop of ORM aggregates", "each night something late", loop / busy["late night"], at_least=True),
    ]


def _busy(turn: Turn) -> dict[str, float]:
    """Processor seconds of each way, and of a night: one of seven adds a week, the others a day, or a day and what came late."""
    busy = {way: each.busy for way, each in turn.items()}
    nights = {"night": "monday", "late night": "late"}
    return busy | {name: (busy["sunday"] + 6 * busy[way]) / 7 for name, way in nights.items()}


def _over_days(asked: Asked, short: Turn, long: Turn) -> list[Ratio]:
    before, after = _busy(short), _busy(long)
    grown = {way: after[way] / before[way] for way in after}
    return [
        Ratio("nightly sweep after 730 days", "after 90 days", grown["night"], DAYS[asked.db]),
        Ratio("full sweep after 730 days", "after 90 days", grown["anew"]),
        Ratio("aggregate of 3 sums after 730 days", "after 90 days", grown["narrow"]),
    ]


def _seconds(turn: Turn) -> dict[str, list[float]]:
    return {way: [round(each.busy, 3), round(each.wall, 3)] for way, each in turn.items()}


def _note(of_what: str, turn: Turn) -> None:
    """A run takes long, and may have to be stopped: what it saw so far."""
    print(f"{of_what}: processor and clock seconds {_seconds(turn)}", file=sys.stderr, flush=True)


def _turns(reps: int) -> tuple[Turn, dict[str, int]]:
    """Medians of each way, taken one after the other, and how many statements the last night and sweep anew took."""
    several: dict[str, list[Spent]] = {}
    statements: dict[str, int] = {}
    for _rep in range(reps):
        _sweep(SATURDAY, full=True)
        ways: dict[str, Callable[[], object]] = {
            "narrow": lambda: _aggregate(["sessions", "active_users"]),
            "wide": lambda: _aggregate(_measures()),
            "sunday": lambda: _sweep(AS_OF),
            "monday": lambda: _sweep(MONDAY),
            "late": lambda: _sweep(MONDAY),
            "anew": lambda: _sweep(AS_OF, full=True),
        }
        for way, work in ways.items():
            if way == "late":
                years.tell_late(AS_OF)
            with _counted() as counted:
                several.setdefault(way, []).append(spent(work))
            statements[way] = len(counted)
    return {way: median(each) for way, each in several.items()}, statements


def _sweep(as_of: date, *, full: bool = False) -> None:
    from evaluations.findings.services import sweep

    sweep(as_of=as_of, by=None, full=full)


def _measures() -> list[str]:
    from evaluations.usage.models import MEASURES

    return [*MEASURES]


def _aggregate(measures: list[str]) -> None:
    """What any sweep must at least do: add up each system's weeks, in the database, and fetch the sums."""
    from django.db import connection

    from evaluations.usage.models import UsageRow

    week = (
        "(day - DATE '1970-01-05') / 7"
        if connection.vendor == "postgresql"
        else "CAST(julianday(day) - 2440591.5 AS INTEGER) / 7"
    )
    sums = ", ".join(f"SUM({name})" for name in measures)
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT system_id, {week}, {sums}, SUM(coverage * period_days), COUNT(*) "
            f"FROM {UsageRow._meta.db_table} GROUP BY 1, 2"
        )
        while cursor.fetchmany(50_000):
            pass


def _looped() -> None:
    """A few systems asked one by one, signal by signal, as an ORM invites to."""
    from django.db.models import Count, Max, Q, Sum
    from django.db.models.functions import ExtractWeek

    from evaluations.usage.models import UsageRow
    from registry.systems.models import System

    for system in System.objects.order_by("id")[:LOOPED]:
        rows = UsageRow.objects.filter(system=system)
        rows.aggregate(last=Max("day", filter=Q(sessions__gt=0)), seen=Sum("coverage"), days=Count("id"))
        for weeks in (13, 26, 52):
            rows.filter(day__gt=AS_OF - timedelta(weeks=weeks)).aggregate(Sum("sessions"), Max("eligible_users"))
        list(rows.annotate(week=ExtractWeek("day")).values("week").annotate(Sum("sessions")).order_by("week"))


@contextmanager
def _counted() -> Iterator[list[str]]:
    from django.db import connection

    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


if __name__ == "__main__":
    sys.exit(main())
