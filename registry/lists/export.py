"""A list as a file. No cell of it ever runs as a formula, whatever its text begins with."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Font

from registry.sheets import text_cell

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a formula begins, for some spreadsheet in some language; spaces in front do not stop it."""
Plain = str | int | float | Decimal | date | datetime | None


class _Echo:
    """A file that hands back what is written to it, so that ``csv`` can stream."""

    def write(self, text: str) -> str:
        return text


def as_csv(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """UTF-8 with the mark Excel needs. Text a spreadsheet could run gets an apostrophe in front."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(headers)
    for row in rows:
        yield writer.writerow([_defused(_plain(value)) for value in row])


def as_xlsx(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A workbook in a temporary file, rewound; every text is stored as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("1")
    sheet.freeze_panes = "A2"
    top = []
    for header in headers:
        cell = text_cell(sheet, header)
        cell.font = Font(bold=True)
        top.append(cell)
    sheet.append(top)
    for row in rows:
        plain = [_plain(value) for value in row]
        sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in plain])
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def _plain(value: Any) -> Plain:
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
    if value is None or (isinstance(value, int | float | Decimal | date) and not isinstance(value, bool)):
        return value
    return str(value)


def _defused(value: Plain) -> Plain:
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(DANGEROUS) else value
