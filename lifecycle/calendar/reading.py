"""Reading a year's announcement from a table."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from lifecycle.calendar.enums import DayKind
from registry.sheets import CellError, Column, open_sheet
from registry.sheets.errors import SheetRefused
from registry.systems import cells

COLUMNS = (
    Column("day", ("日期",), required=True, meaning="A day that differs from its weekday, such as `2027-02-05`."),
    Column("kind", ("类型", "休或班"), required=True),
)
HEADERS = {column.name: column.headers[0] for column in COLUMNS}
"""What people read above each column, which is what the page tells them to write there."""
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
        kind = KINDS.get(row.cells["kind"])
        try:
            day = date.fromisoformat(cells.day(row.cells["day"]))
        except cells.WrongCell as wrong:
            errors.append(CellError(row.number, "day", wrong.code, wrong.message))
            continue
        if kind is None:
            errors.append(CellError(row.number, "kind", "kind-unknown", _("Write holiday or workday, 休 or 班.")))
        elif day in days:
            told = {"day": day}
            errors.append(CellError(row.number, "day", "twice", _("%(day)s is named twice.") % told))
        else:
            days[day] = kind
    if not days and not errors:
        raise SheetRefused.because("empty", _("The file names no day."))
    return days, errors
