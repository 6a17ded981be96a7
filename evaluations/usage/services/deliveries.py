"""A delivery: rows on their way in, from wherever, as blocks of columns."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluations.usage.rules.columns import COLUMNS, NAMES, says_nothing_known
from registry.sheets import CellError, Sheet, SheetRefused, open_sheet
from registry.sheets.delimited import csv_table

BLOCK = 5000
CSV_BYTES = 160 * 1024 * 1024
"""A year of weekly rows of 27,500 systems has 50–100 MB; the limit of the other sheets is lower."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of one source, column by column: ``columns[name][i]`` belongs to the row numbered ``numbers[i]``.

    ``flaws`` are errors of rows that are not among them.
    """

    numbers: Sequence[int]
    columns: Mapping[str, Sequence[Any]]
    flaws: Sequence[CellError] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What somebody sent. ``headers`` says how the source itself calls a column, ``unknown_columns`` what nobody asked for."""

    name: str
    blocks: Iterable[Block]
    sha256: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    unknown_columns: Sequence[str] = ()


def delivery_of(rows: Sequence[Mapping[str, Any]], *, name: str = "rows", sha256: str = "") -> Delivery:
    """Rows as dictionaries of text or JSON values, numbered from 0."""
    unknown = sorted(map(str, set[Any]().union(*rows) - NAMES))
    return Delivery(name, _blocks_of_rows(rows), sha256, unknown_columns=unknown)


def open_file(path: Path, *, name: str = "", most_rows: int | None = None) -> Delivery:
    """A .csv (UTF-8 or GB18030), .xlsx, .xls or .ods file. Its rows are read while they are taken in; a CSV's in a stream.
    ``name`` is what people call it.

    Raises:
        SheetRefused: it cannot be read as a table, is too large or lacks a required column, or what it tells stands
            under headers nobody knows.
    """
    if path.suffix.lower() != ".csv":
        sheet = open_sheet(path, COLUMNS)
        blocks = _blocks_of_sheet(sheet)
    else:
        if (size := path.stat().st_size) > CSV_BYTES:
            raise SheetRefused.because(
                "too-large",
                _("The file has %(size)s MB; %(most)s MB are allowed. Split it.")
                % {"size": size // 1024**2, "most": CSV_BYTES // 1024**2},
            )
        table = csv_table(path)
        if not table.count:
            raise SheetRefused.because("empty", _("The file is empty."))
        sheet = Sheet(table, COLUMNS)
        blocks = _blocks_of_csv(sheet)
    if not sheet.count:
        raise SheetRefused.because("empty", _("The file has no rows below its header."))
    if most_rows is not None and sheet.count > most_rows:
        raise SheetRefused.because("too-many-rows", _("At most %(most)d rows in a batch.") % {"most": most_rows})
    if says_nothing_known([*filter(sheet.has, NAMES), *sheet.unknown_headers]):
        found = "、".join(header for header in sheet.headers if header)[:300]
        raise SheetRefused.because(
            "no-measure",
            _("No column tells how much anything was used, as sessions 会话数 does. The first row has: %(found)s.")
            % {"found": found},
        )
    headers = {name: sheet.header_of(name) for name in NAMES if sheet.has(name)}
    return Delivery(name or path.name, blocks, sha256_of(path), headers, sheet.unknown_headers)


def sha256_of(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _blocks_of_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[Block]:
    remaining, first = iter(rows), 0
    while some := list(islice(remaining, BLOCK)):
        names = set[Any]().union(*some) & NAMES
        yield Block(range(first, first + len(some)), {name: [row.get(name) for row in some] for name in names})
        first += len(some)


def _blocks_of_csv(sheet: Sheet) -> Iterator[Block]:
    """Rows turned into columns by the block: three times as fast as a dictionary for each row."""
    places = {name: sheet.headers.index(sheet.header_of(name)) for name in NAMES if sheet.has(name)}
    rows = ((number, cells) for number, cells in sheet.table.raw_rows() if number != sheet.header_row)
    while some := list(islice(rows, BLOCK)):
        numbers, cells = zip(*some, strict=True)
        columns = list(zip_longest(*cells, fillvalue=""))
        nothing = ("",) * len(numbers)
        wide = len(columns)
        yield Block(numbers, {name: columns[at] if at < wide else nothing for name, at in places.items()})


def _blocks_of_sheet(sheet: Sheet) -> Iterator[Block]:
    names = [name for name in NAMES if sheet.has(name)]
    rows = sheet.all_rows()
    while some := list(islice(rows, BLOCK)):
        good = [row for row in some if not row.errors]
        yield Block(
            [row.number for row in good],
            {name: [row.cells[name] for row in good] for name in names},
            [flaw for row in some for flaw in row.errors],
        )
