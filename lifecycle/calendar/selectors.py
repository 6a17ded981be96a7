"""The calendar as it stands."""

from lifecycle.calendar.models import Day, Year
from lifecycle.calendar.rules import WorkingDays


def working_days() -> WorkingDays:
    """Load the whole table. Two queries; keep the answer for the length of one piece of work, not longer."""
    return WorkingDays(
        dict(Day.objects.values_list("day", "kind")), frozenset(Year.objects.values_list("year", flat=True))
    )
