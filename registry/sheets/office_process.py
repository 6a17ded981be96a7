"""Opens one office file in a process of its own, so that a hostile file cannot take the server down. Run as a script.

``python -I office_process.py PATH FD BYTES SECONDS ROWS COLUMNS TABLES`` writes one JSON line per row, ``[number, [cell, …]]``, to the
open file FD, and one JSON index to standard output: ``{"tables": [{"name", "offset", "rows", "header_merged"}]}`` or
``{"refused": code}``. A cell is its text, or ``[flaw, text]``. Imports the standard library and calamine only.
"""

import json
import math
import os
import re
import resource
import struct
import sys
import xml.parsers.expat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import python_calamine

Range = tuple[tuple[int, int], tuple[int, int]]
Flaws = dict[tuple[int, int], str]

_EXACT = 10**15  # a spreadsheet number keeps 15 digits; a longer code has already lost its end
_CHUNK = 1 << 20
_MERGES = 20_000
_CELL_WITH_FORMULA = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^>]*>\s*<(?:\w+:)?f[\s>/]")
_CELL_WITH_ERROR = re.compile(rb"<(?:\w+:)?c\s(?=[^>]*\bt=\"e\")[^>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_NO_SECTOR = 0xFFFFFFFA
_BEGIN, _END, _BOUND_SHEET, _FORMULA_RECORD = 0x0809, 0x000A, 0x0085, 0x0006
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})


class RefusedFile(Exception):
    """The argument is the stable code of the reason."""


def text_of(value: Any) -> str | list[str]:
    """A cell as text: dates as ISO, whole numbers without a point; or a flaw and the text it has."""
    match value:
        case str():
            text = value.strip()
            return ["error-value", text] if text in _ERRORS else text
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            plain = format(Decimal(repr(value)), "f") if math.isfinite(value) else ""
            plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
            return ["code-as-number", plain] if abs(value) >= _EXACT else plain
        case datetime():
            midnight = not (value.hour or value.minute or value.second)
            return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
        case date():
            return value.isoformat()
    return "" if value is None else str(value)


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def xlsx_flaws(archive: zipfile.ZipFile, part: str) -> Flaws:
    """Where a worksheet has formulas and errors, found in its XML without building a tree: 1 MB at a time, cut between tags."""
    spots: Flaws = {}
    unplaced = 0
    tail = b""
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK):
            block = tail + chunk
            cut = max(block.rfind(b"<c "), block.rfind(b":c "))
            cut = block.rfind(b"<", 0, cut + 1 if cut >= 0 else None)
            whole, tail = (block[:cut], block[cut:]) if cut > 0 else (b"", block)
            unplaced += _mark(whole, spots)
    if unplaced + _mark(tail, spots):  # cells without an address: rare, legal, and not worth guessing
        raise RefusedFile("formulas")
    return spots


def _mark(block: bytes, spots: Flaws) -> int:
    """Add the flaws of a piece of XML to ``spots``; the number of formulas whose cell has no address."""
    for letters, row in _CELL_WITH_ERROR.findall(block):
        spots[int(row) - 1, column_number(letters)] = "error-value"
    placed = _CELL_WITH_FORMULA.findall(block)
    for letters, row in placed:
        spots[int(row) - 1, column_number(letters)] = "formula"
    return len(_FORMULA.findall(block)) - len(placed)


def xlsx_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Which part of the archive is which worksheet: ``{name: path}``."""
    targets: dict[str, str] = {}
    names: list[tuple[str, str]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            where = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            names.append((attributes.get("name", ""), where))

    walk(archive, "xl/_rels/workbook.xml.rels", relation)
    walk(archive, "xl/workbook.xml", sheet)
    return {
        name: targets[where].lstrip("/") if targets[where].startswith("/") else f"xl/{targets[where]}"
        for name, where in names
        if where in targets
    }


def walk(archive: zipfile.ZipFile, part: str, start: Callable[[str, dict[str, str]], None], **handlers: Any) -> None:
    """Stream one XML part past ``start``; a document that declares entities is refused (entity bombs)."""
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = handlers.get("end")

    def refuse(*_declaration: Any) -> None:
        raise RefusedFile("damaged")

    parser.EntityDeclHandler = refuse
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", True)  # noqa: FBT003 -- positional in expat


def ods_marks(archive: zipfile.ZipFile, rows: int) -> tuple[dict[str, Flaws], dict[str, list[Range]]]:
    """Where an .ods has formulas and merged cells, by table; repeated rows are followed up to ``rows``."""
    formulas: dict[str, Flaws] = {}
    merges: dict[str, list[Range]] = {}
    table, row, column, repeat = "", 0, 0, 1

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal table, row, column, repeat
        match tag:
            case "table:table":
                table, row = attributes.get("table:name", ""), 0
                formulas[table], merges[table] = {}, []
            case "table:table-row":
                column, repeat = 0, int(attributes.get("table:number-rows-repeated", "1"))
            case "table:table-cell" | "table:covered-table-cell":
                across = int(attributes.get("table:number-columns-repeated", "1"))
                if "table:formula" in attributes:
                    formulas[table] |= {
                        (row + down, column + right): "formula"
                        for down in range(min(repeat, rows))
                        for right in range(min(across, 1000))
                    }
                wide = int(attributes.get("table:number-columns-spanned", "1"))
                high = int(attributes.get("table:number-rows-spanned", "1"))
                if wide > 1 or high > 1:
                    merges[table].append(((row, column), (row + high - 1, column + wide - 1)))
                column += across

    def end(tag: str) -> None:
        nonlocal row
        if tag == "table:table-row":
            row += repeat

    walk(archive, "content.xml", start, end=end)
    return formulas, merges


def ole_workbook(content: bytes) -> bytes:
    """The stream ``Workbook`` (or ``Book``) of the old container: sectors chained through its allocation table."""
    size, small = 1 << struct.unpack_from("<H", content, 30)[0], 1 << struct.unpack_from("<H", content, 32)[0]
    directory_at, cutoff, small_table_at = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    def numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def chain(start: int, table: Sequence[int]) -> list[int]:
        found: list[int] = []
        while start < len(table) and len(found) <= len(table):
            found.append(start)
            start = table[start]
        return found

    places = [number for number in numbers(content[76:512]) if number < _NO_SECTOR]
    next_places, more = struct.unpack_from("<I", content, 68)[0], 0
    while next_places < _NO_SECTOR and more <= len(content) // size:
        *listed, next_places = numbers(sector(next_places))
        places += [number for number in listed if number < _NO_SECTOR]
        more += 1
    table = numbers(b"".join(map(sector, places)))
    directory = b"".join(map(sector, chain(directory_at, table)))
    root: tuple[int, int] = (0, 0)
    for at in range(0, len(directory), 128):
        entry = directory[at : at + 128]
        name = entry[: max(struct.unpack_from("<H", entry, 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", entry, 116)
        root = (start, length) if at == 0 else root
        if name in {"Workbook", "Book"}:
            if length >= cutoff:
                return b"".join(map(sector, chain(start, table)))[:length]
            pool = b"".join(map(sector, chain(root[0], table)))
            small_table = numbers(b"".join(map(sector, chain(small_table_at, table))))
            pieces = (pool[number * small : (number + 1) * small] for number in chain(start, small_table))
            return b"".join(pieces)[:length]
    raise RefusedFile("damaged")


def xls_formulas(content: bytes) -> list[Flaws]:
    """Where each sheet of an .xls has formulas, in the order of the workbook: its FORMULA records, row and column first."""
    stream = ole_workbook(content)
    sheets = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _BOUND_SHEET]
    return [
        {
            struct.unpack_from("<HH", body): "formula"
            for kind, body in _records(stream, start)
            if kind == _FORMULA_RECORD
        }
        for start in sheets
    ]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, those of the charts inside it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def rows_of(sheet: python_calamine.CalamineSheet, flaws: Flaws, merges: list[Range]) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold anything, numbered from 1, with formulas and swallowed cells marked."""
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), flaw in flaws.items():
        by_row.setdefault(row, []).append((column, flaw))
    swallowed: dict[int, list[Range]] = {}
    for (top, left), (bottom, right) in merges:
        for row in range(top, min(bottom, sheet.total_height) + 1):
            swallowed.setdefault(row, []).append(((top, left), (bottom, right)))
    for row, values in enumerate(sheet.iter_rows()):
        cells: list[str | list[str]] = [text_of(value) for value in values]
        for column, flaw in by_row.get(row, ()):
            cells += [""] * (column + 1 - len(cells))
            shown = cells[column]
            cells[column] = [flaw, shown if isinstance(shown, str) else shown[1]]
        for (top, left), (_bottom, right) in swallowed.get(row, ()):
            for column in range(left, min(right + 1, len(cells))):
                if (row, column) != (top, left) and cells[column] == "":
                    cells[column] = ["merged", ""]
        if any(cell not in ("", ["merged", ""]) for cell in cells):
            yield row + 1, cells


def read(path: str, out: Any, *, rows: int, columns: int, tables: int) -> dict[str, Any]:
    index: list[dict[str, Any]] = []
    formulas: dict[str, Flaws] = {}
    merges: dict[str, list[Range]] = {}
    book = python_calamine.CalamineWorkbook.from_path(path)
    archive = zipfile.ZipFile(path) if zipfile.is_zipfile(path) else None
    parts = xlsx_parts(archive) if archive and "xl/workbook.xml" in archive.namelist() else {}
    if archive and not parts:
        formulas, merges = ods_marks(archive, rows)
    if not archive:
        found = xls_formulas(Path(path).read_bytes())
        formulas = dict(zip(book.sheet_names, found, strict=False))
    for kept in book.sheets_metadata:
        if kept.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        if kept.visible is not python_calamine.SheetVisibleEnum.Visible:
            continue
        if len(index) == tables:
            raise RefusedFile("too-many-tables")
        sheet = book.get_sheet_by_name(kept.name)
        if sheet.total_height > rows:
            raise RefusedFile("too-many-rows")
        if sheet.total_width > columns:
            raise RefusedFile("too-many-columns")
        if archive and kept.name in parts:
            formulas[kept.name] = xlsx_flaws(archive, parts[kept.name])
        merged = sheet.merged_cell_ranges or merges.get(kept.name, [])
        if len(merged) > _MERGES:
            raise RefusedFile("merged-cells")
        entry = {"name": kept.name, "offset": out.tell(), "rows": 0, "header_merged": False}
        for number, cells in rows_of(sheet, formulas.get(kept.name, {}), merged):
            if not entry["rows"]:
                top = number - 1
                entry["header_merged"] = any(one[0] <= top <= two[0] for one, two in merged)
            out.write(json.dumps([number, cells], ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            entry["rows"] += 1
        index.append(entry)
    return {"tables": index}


def main(path: str, fd: int, most_bytes: int, seconds: int, **most: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with os.fdopen(fd, "wb") as out:
            told = read(path, out, **most)
    except RefusedFile as refusal:
        told = {"refused": str(refusal)}
    except MemoryError:
        told = {"refused": "too-heavy"}
    except python_calamine.PasswordError:
        told = {"refused": "encrypted"}
    except (
        python_calamine.CalamineError,
        zipfile.BadZipFile,
        xml.parsers.expat.ExpatError,
        KeyError,
        ValueError,
        struct.error,
        EOFError,
        OSError,
    ):
        told = {"refused": "damaged"}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _path, (_fd, _bytes, _seconds, _rows, _columns, _tables) = sys.argv[1], map(int, sys.argv[2:])
    main(_path, _fd, _bytes, _seconds, rows=_rows, columns=_columns, tables=_tables)
