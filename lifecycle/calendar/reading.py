"""Reading a year's announcement from a table."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from lifecycle.calendar.enums import DayKind
from registry.sheets import CellError, Column, open_sheet
from registry.sheets.errors import SheetRefused

COLUMNS = (
    Column("day", ("日期",), required=True, meaning="A day that differs from its weekday, such as `2027-02-05`."),
    Column("kind", ("类型", "休或班"), required=True, meaning="`holiday` or `休`: off; `workday` or `班`: worked."),
)
KINDS = {"holiday": DayKind.HOLIDAY, "休": DayKind.HOLIDAY, "workday": DayKind.WORKDAY, "班": DayKind.WORKDAY}


def read(path: Path) -> tuple[dict[date, DayKind], list[CellError]]:
    """The days of a file, and everything that is wrong with its rows (the header is row 1).

    Raises:
        SheetRefused: the file cannot be read, lacks a column, or names no day.
    """
    days: dict[date, DayKind] = {}
    errors: list[CellError] = []
    for row in open_sheet(path, COLUMNS).rows():
        if isinstance(row, CellError):
            errors.append(row)
            continue
        day, kind = _day(row.cells["day"]), KINDS.get(row.cells["kind"])
        if day is None:
            errors.append(CellError(row.number, "day", "not-a-date", _("Write 2027-02-05.")))
        elif kind is None:
            errors.append(CellError(row.number, "kind", "kind-unknown", _("Write holiday or workday, 休 or 班.")))
        elif day in days:
            told = {"day": day}
            errors.append(CellError(row.number, "day", "twice", _("%(day)s is named twice.") % told))
        else:
            days[day] = kind
    if not days and not errors:
        raise SheetRefused.because("empty", _("The file names no day."))
    return days, errors


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
