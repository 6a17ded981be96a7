"""Reading what a period is measured from."""

from collections import defaultdict
from datetime import date, timedelta

from evaluations.appraisals.rules.measuring import Facts, Told
from evaluations.appraisals.rules.rhythms import cycles_of, in_season
from evaluations.findings.rules.detector.rhythms import windows_of
from evaluations.usage.models import UsageRow
from evaluations.usage.rules.values import LONGEST_PERIOD
from evaluations.usage.selectors import daily_series
from lifecycle.calendar.rules import WorkingDays
from registry.systems.enums import Cadence
from registry.systems.models import System

PEOPLE = ("effective_users", "active_users")
"""Measures that count people, who cannot be added up."""


def facts_of(system: System, *, since: date, until: date, working: WorkingDays) -> Facts:
    """What is known of a system from ``since`` through ``until``. Four queries.

    Seasonal systems, and annual ones that name a window, owe only its days. Days before the launch are nobody's.
    """
    since = max(since, system.launched_on) if system.launched_on else since
    points = daily_series(system, since=since, until=until)
    days = [point.since for point in points]
    seasonal = system.cadence in {Cadence.SEASONAL, Cadence.ANNUAL}
    windows = windows_of(system.duty_window) if seasonal else ()
    on_duty = [in_season(day, windows) for day in days]
    told = _told(system, since, until)
    return Facts(
        points=points,
        on_duty=on_duty,
        expected=[season and working.is_working_day(day) for season, day in zip(on_duty, days, strict=True)],
        cycles=cycles_of(days, system.cadence, windows),
        eligible=system.eligible_users or max((row.people for row in told["eligible_users"]), default=None),
        annual_cost_fen=system.annual_cost_fen,
        told={name: told[name] for name in PEOPLE},
    )


def _told(system: System, since: date, until: date) -> dict[str, list[Told]]:
    """Rows that count people, and lie in the period or reach into it from behind."""
    names = (*PEOPLE, "eligible_users")
    rows = UsageRow.objects.filter(
        system=system, day__range=(since, until + timedelta(days=LONGEST_PERIOD)), coverage__gt=0
    )
    found: dict[str, list[Told]] = defaultdict(list)
    for day, length, *values in rows.order_by("day", "pk").values_list("day", "period_days", *names):
        first = day - timedelta(days=length - 1)
        if first > until:
            continue
        for name, value in zip(names, values, strict=True):
            if value is not None:
                found[name].append(Told(first, day, value))
    return found
