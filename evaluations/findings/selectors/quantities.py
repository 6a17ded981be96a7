"""What is added up of usage, as SQL over its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector.quantities import DAYS, IDLE_DAYS, PEOPLE, RATIOS, VOLUMES, needed
from evaluations.findings.selectors.measurements import day_number, packed_days
from evaluations.usage.services.rolling import Cells


def cells(numbers: Parameters) -> Cells:
    """What a week that is put together keeps of its days: all that is read of them.

    How many of them were idle is kept as ``numbers`` have it now.
    """
    array = "json_build_array" if connection.vendor == "postgresql" else "json_array"
    return Cells(*packed_days(), f"CAST({array}({', '.join(each.sql for each in columns(numbers))}) AS text)")


@dataclass(frozen=True, slots=True)
class Column:
    """``sql`` adds up rows, to 0 where not all measures it ``needs`` are told."""

    sql: str
    needs: Sequence[str]


def columns(numbers: Parameters, *, alike: bool = False) -> list[Column]:
    """``alike``: all rows that are put together tell the same measures, so that this is asked of them together, not of each.

    Then organisations may be more than it is meant for: rows that are put together later must be capped after that.
    """
    return [*_of_ratios(numbers, alike=alike), *_of_volumes(alike=alike), *_told(alike=alike)]


def _over_rows(function: str, amount: str, told: Sequence[str], *, alike: bool) -> str:
    """SQL that puts together the amounts of rows that tell all of some measures, to nothing where none does.

    PostgreSQL adds up whole numbers as decimals of any length, which takes longer than anything else here.
    """
    known = [f"SUM(CAST(u.{name} AS double precision))" if alike else f"u.{name}" for name in told]
    where = " AND ".join(f"{each} IS NOT NULL" for each in known)
    if not alike:
        return f"{function}(CASE WHEN {where} THEN {amount} END)"
    counted = f"CAST({amount} AS double precision)" if function == "SUM" else amount
    return f"CASE WHEN {where} THEN {function}({counted}) END"


def _of_ratios(numbers: Parameters, *, alike: bool) -> list[Column]:
    """The parts, then the wholes of all ratios, of rows that know all a ratio is made of."""
    derived = {
        DAYS: "u.period_days",
        IDLE_DAYS: (
            f"(CASE WHEN u.cpu_p95 < {numbers.idle_cpu_percent:d} "
            f"AND u.network_mb < {numbers.idle_network_mb:d} * u.period_days THEN u.period_days ELSE 0 END)"
        ),
    }
    parts: list[Column] = []
    wholes: list[Column] = []
    for ratio in RATIOS:
        needs = needed(ratio)
        for columns, names in ((parts, ratio.part), (wholes, ratio.whole)):
            if names == (PEOPLE,):
                weeks = "MAX(CASE WHEN u.period_days < 7 THEN 7 ELSE u.period_days END) / 7.0"
                sql = f"COALESCE({_over_rows('MAX', 'u.active_users', needs, alike=alike)} * {weeks}, 0)"
            else:
                added = " + ".join(derived.get(name, f"u.{name}") for name in names)
                sql = f"COALESCE({_over_rows('SUM', added, needs, alike=alike)}, 0)"
            columns.append(Column(sql, needs))
    return [*parts, *wholes]


def _of_volumes(*, alike: bool) -> list[Column]:
    return [
        Column(f"COALESCE({_over_rows('SUM', amount, [name], alike=alike)}, 0)", [name])
        for name in VOLUMES
        for amount in (f"u.{name}", "u.period_days * u.coverage")
    ]


def _told(*, alike: bool) -> list[Column]:
    """Organisations of one day and the next may be others: as many as all together, at most all it is meant for."""
    least = "LEAST" if connection.vendor == "postgresql" else "MIN"
    using, meant = "COALESCE(SUM(u.using_organisations), 0)", "COALESCE(MAX(u.eligible_organisations), 0)"
    return [
        Column(using if alike else f"{least}({using}, {meant})", ["using_organisations"]),
        Column(meant, ["eligible_organisations"]),
        Column(f"COALESCE(MAX(CASE WHEN u.releases > 0 THEN {day_number()} END), 0)", ["releases"]),
        Column(f"COALESCE(MAX(CASE WHEN u.releases IS NOT NULL THEN {day_number()} END), 0)", ["releases"]),
        *(Column(sql, [name]) for name in ("complaints", "active_users") for sql in _told_for(name)),
    ]


def _told_for(name: str) -> list[str]:
    """Complaints are added up, users are those of the best day; each with the days it is told for, a week at least."""
    added = "SUM" if name == "complaints" else "MAX"
    days = f"MAX(CASE WHEN u.{name} IS NULL THEN 0 WHEN u.period_days < 7 THEN 7 ELSE u.period_days END)"
    return [f"COALESCE({added}(u.{name}), 0)", days]
