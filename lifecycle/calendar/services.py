"""Entering a year's schedule."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from lifecycle.calendar.enums import DayKind
from lifecycle.calendar.models import Day, Year
from registry.ledger.services import Actor, record


@transaction.atomic
def replace_years(*, days: Mapping[date, DayKind], by: Actor | None) -> list[Year]:
    """Make ``days`` the only exceptions of every year they touch: an announcement that is corrected replaces the former.

    Dates already computed stay as they are. One event per year.
    """
    of_year: dict[int, dict[date, DayKind]] = defaultdict(dict)
    for day, kind in days.items():
        of_year[day.year][day] = kind
    years = []
    for number, exceptions in sorted(of_year.items()):
        year, _created = Year.objects.get_or_create(year=number)
        year.days.all().delete()
        Day.objects.bulk_create(Day(day=day, year=year, kind=kind) for day, kind in sorted(exceptions.items()))
        record("calendar.replaced", subject=year, by=by, days={str(day): kind for day, kind in exceptions.items()})
        years.append(year)
    return years
