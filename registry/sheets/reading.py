"""Opening a file somebody brought, and understanding its headers."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from registry.sheets import limits
from registry.sheets.columns import CellError, Column, Row, folded
from registry.sheets.delimited import csv_table
from registry.sheets.errors import SheetRefused
from registry.sheets.office import office_tables
from registry.sheets.tables import Cell, Table

OFFICE_SUFFIXES = frozenset({".xlsx", ".xls", ".ods"})
SUFFIXES = frozenset({".csv"}) | OFFICE_SUFFIXES
_SCIENTIFIC = re.compile(r"[+-]?\d(\.\d+)?[eE]\+?\d{2}")
_FLAWS = {
    "formula": _("This cell is a formula. Paste its value."),
    "merged": _("This cell is merged with another. Unmerge it and fill every cell."),
    "code-as-number": _(
        "This long code became a number and lost its last digits. Format the column as text and enter it again."
    ),
    "error-value": _("This cell shows an error."),
}


class Sheet:
    """A table whose headers were recognised.

    ``headers`` are those of the file in its order, ``unknown_headers`` the ones no column answers to (columns without a header
    but with content appear as ``#7``, counted from 1).

    Raises:
        SheetRefused: merged header cells, a header twice, a required header missing; all of them at once.
    """

    def __init__(self, table: Table, columns: Sequence[Column]) -> None:
        self.table = table
        self.name = table.name
        self.header_row, first = next(table.raw_rows(), (1, []))
        self.headers = [cell if isinstance(cell, str) else cell[1] for cell in first]
        self._columns = columns
        self._places, problems = _recognised(self.headers, columns)
        if table.header_merged:
            problems.insert(
                0,
                (
                    "merged-header",
                    _("The header row has merged cells. Unmerge them; one row of headers, no title above."),
                ),
            )
        if problems:
            raise SheetRefused.because_of(problems)
        known = set(self._places.values())
        self.unknown_headers = [header for place, header in enumerate(self.headers) if header and place not in known]

    @property
    def count(self) -> int:
        """How many rows below the header hold anything."""
        return max(self.table.count - 1, 0)

    def header_of(self, column: str) -> str:
        """The header as in the file; the column's own name where the file has none."""
        place = self._places.get(column)
        return self.headers[place] if place is not None else column

    def has(self, column: str) -> bool:
        return column in self._places

    def all_rows(self) -> Iterator[Row]:
        """Every row below the header, the flawed ones with their ``errors``."""
        places = list(self._places.items())
        for number, cells in self.table.raw_rows():
            if number == self.header_row:
                continue
            wide = len(cells)
            found: dict[str, str] = {}
            errors: list[CellError] = []
            for name, place in places:
                cell: Cell = cells[place] if place < wide else ""
                if isinstance(cell, str):
                    found[name] = cell
                    if "+" in cell and _SCIENTIFIC.fullmatch(cell):
                        errors.append(self._flaw(number, name, "code-as-number"))
                        found[name] = ""
                else:
                    found[name] = ""
                    errors.append(self._flaw(number, name, cell[0]))
            if errors or any(found.values()):
                yield Row(number, found, tuple(errors))

    def rows(self) -> Iterator[Row | CellError]:
        """Every row below the header; instead of a flawed one, all of its errors."""
        for row in self.all_rows():
            if row.errors:
                yield from row.errors
            else:
                yield row

    def _flaw(self, number: int, column: str, code: str) -> CellError:
        return CellError(number, self.header_of(column), code, str(_FLAWS[code]))


def open_tables(path: Path) -> list[Table]:
    """Every table of the file that holds anything: one of a CSV, the visible worksheets of an office file.

    Raises:
        SheetRefused: too large (asked before reading), of another format, damaged, empty …
    """
    suffix = path.suffix.lower()
    if suffix == ".xlsm":
        raise SheetRefused.because(
            "macros", _("The file carries macros. Save it as .xlsx (without macros) and send that.")
        )
    if suffix not in SUFFIXES:
        raise SheetRefused.because("unknown-format", _("Send .xlsx, .xls, .ods or .csv."))
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise SheetRefused.because(
            "too-large",
            _("The file has %(size)s MB; %(most)s MB are allowed. Split it.")
            % {"size": size // 1024**2, "most": limits.FILE_BYTES // 1024**2},
        )
    tables = office_tables(path) if suffix in OFFICE_SUFFIXES else [csv_table(path)]
    if not any(table.count for table in tables):
        raise SheetRefused.because("empty", _("The file is empty."))
    return tables


def open_sheet(path: Path, columns: Sequence[Column]) -> Sheet:
    """The table of the file that has the most of the expected headers (the first of equals).

    Raises:
        SheetRefused: the file cannot be read, or its headers are not those expected.
    """
    return Sheet(best_table(open_tables(path), columns), columns)


def best_table(tables: Sequence[Table], columns: Sequence[Column]) -> Table:
    return max(tables, key=lambda table: recognised_headers(table, columns))


def recognised_headers(table: Table, columns: Sequence[Column]) -> int:
    """How many of the expected columns the table's header row names."""
    _number, first = next(table.raw_rows(), (1, []))
    places, _problems = _recognised([cell if isinstance(cell, str) else cell[1] for cell in first], columns)
    return len(places)


def _recognised(headers: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, int], list[tuple[str, object]]]:
    """Which place holds which column, and what is wrong with the header row."""
    names = {spelling: column.name for column in columns for spelling in column.spellings}
    places: dict[str, int] = {}
    problems: list[tuple[str, object]] = []
    for place, header in enumerate(headers):
        name = names.get(folded(header)) if header else None
        if name is None:
            continue
        if name in places:
            problems.append(
                (
                    "duplicate-header",
                    _("The columns “%(one)s” and “%(other)s” mean the same. Keep one.")
                    % {"one": headers[places[name]], "other": header},
                )
            )
        else:
            places[name] = place
    missing = [column.label for column in columns if column.required and column.name not in places]
    if missing:
        found = "、".join(header for header in headers if header)[:300]
        problems.append(
            (
                "missing-header",
                _("These columns are missing: %(missing)s. The first row has: %(found)s.")
                % {"missing": "; ".join(missing), "found": found or "—"},
            )
        )
    return places, problems
