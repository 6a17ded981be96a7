"""Which periods can be appraised."""

from calendar import monthrange
from datetime import date, timedelta

from django.utils.translation import gettext as _

from registry.refusals import Obstacle

LEAST_DAYS = 28
MOST_DAYS = 366 * 3


def obstacles_to_period(since: date, until: date, *, today: date) -> list[Obstacle]:
    """Days that have passed, four weeks to three years of them."""
    found = []
    if until >= today:
        message = _("Only days that have passed can be appraised.")
        found.append(Obstacle("period-not-over", message, "until", "content"))
    if not LEAST_DAYS <= length_of(since, until) <= MOST_DAYS:
        message = _("A period has between four weeks and three years.")
        found.append(Obstacle("period-out-of-bounds", message, "since", "content"))
    return found


def length_of(since: date, until: date) -> int:
    """Days, both ends counted."""
    return (until - since).days + 1


def last_twelve_months(today: date) -> tuple[date, date]:
    """The year that ended yesterday."""
    until = today - timedelta(days=1)
    return _a_year_before(until) + timedelta(days=1), until


def year_so_far(year: int, today: date) -> tuple[date, date]:
    """The calendar year, or what has passed of it."""
    return date(year, 1, 1), min(date(year, 12, 31), today - timedelta(days=1))


def is_young(launched_on: date | None, until: date, months: int) -> bool:
    """Whether a system launched on a day is younger than so many months on ``until``; unknown is not young."""
    if launched_on is None:
        return False
    count = launched_on.month - 1 + months
    year, month = launched_on.year + count // 12, count % 12 + 1
    return until < date(year, month, min(launched_on.day, monthrange(year, month)[1]))


def _a_year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - 1, 2, 28) if leap else day.replace(year=day.year - 1)
