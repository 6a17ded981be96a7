"""CSV files: which encoding and delimiter, and whether they hold together, found before any row is used."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from registry.sheets import limits
from registry.sheets.errors import SheetRefused
from registry.sheets.tables import Cell, Table

_CHUNK = 1 << 20
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODING = _("Save the file as “CSV UTF-8” (or as .xlsx) and send that: %(found)s")


def csv_table(path: Path) -> Table:
    """The file as a table.

    Raises:
        SheetRefused: not UTF-8 or GB18030 (UTF-16 is told by name), a quotation that never ends, too many rows or columns.
    """
    encoding = encoding_of(path)
    delimiter = _delimiter_of(path, encoding)
    count = number = 0
    with path.open(encoding=encoding, newline="") as source:
        rows = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            for number, cells in enumerate(rows, start=1):
                count += any(cells)
                if len(cells) > limits.COLUMNS:
                    raise SheetRefused.because(
                        "too-many-columns",
                        _("Row %(row)s has more than %(most)s columns.") % {"row": number, "most": limits.COLUMNS},
                    )
                if count > limits.CSV_ROWS:
                    raise SheetRefused.because(
                        "too-many-rows",
                        _("The file has more than %(most)s rows. Split it.") % {"most": limits.CSV_ROWS},
                    )
        except csv.Error:
            raise SheetRefused.because(
                "broken-quotes",
                _("After row %(row)s the file cannot be followed: a quotation mark is missing or a cell is too long.")
                % {"row": number},
            ) from None
    return CsvTable(path, encoding, delimiter, count)


def encoding_of(path: Path) -> str:
    """``utf-8-sig`` or ``gb18030``, whichever the whole file is valid in, tried in this order."""
    with path.open("rb") as source:
        head = source.read(4096)
    if head.startswith(_WIDE_MARKS):
        raise SheetRefused.because("wrong-encoding", _ENCODING % {"found": "UTF-16"})
    if b"\x00" in head:
        raise SheetRefused.because(
            "wrong-encoding", _ENCODING % {"found": _("this is UTF-16 without a mark, or no text at all.")}
        )
    for encoding in ("utf-8-sig", "gb18030"):
        if _valid(path, encoding):
            return encoding
    raise SheetRefused.because("wrong-encoding", _ENCODING % {"found": _("this is neither UTF-8 nor GB18030.")})


def _delimiter_of(path: Path, encoding: str) -> str:
    """A comma, or what the first row has instead where it has none: spreadsheets write semicolons where commas part decimals."""
    with path.open(encoding=encoding, newline="") as source:
        first = source.readline(_CHUNK)
    return "," if "," in first else next((each for each in ";\t" if each in first), ",")


def _valid(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as source:
            while chunk := source.read(_CHUNK):
                if "\x00" in decoder.decode(chunk):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class CsvTable(Table):
    """A CSV file that was found whole."""

    def __init__(self, path: Path, encoding: str, delimiter: str, count: int) -> None:
        self.name, self.count = "", count
        self._path, self._encoding, self._delimiter = path, encoding, delimiter

    def raw_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        with self._path.open(encoding=self._encoding, newline="") as source:
            for number, cells in enumerate(csv.reader(source, delimiter=self._delimiter), start=1):
                if any(cells):
                    yield number, [cell.strip() for cell in cells]
