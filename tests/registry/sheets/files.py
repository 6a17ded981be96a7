"""Small files to read, good and bad."""

import csv
import io
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook


def xlsx(path: Path, *sheets: tuple[str, Sequence[Any]], merge: str = "") -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if merge:
            sheet.merge_cells(merge)
    book.save(path)
    return path


def csv_file(path: Path, rows: Sequence[Sequence[str]], *, encoding: str = "utf-8") -> Path:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The same workbook with one more part in its archive."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def ods(path: Path, table: str) -> Path:
    """An OpenDocument spreadsheet with one table of the XML rows given."""
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="表">{table}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def xls(path: Path, rows: Sequence[Sequence[str | None]], *, padded: bool) -> Path:
    """A workbook of 1997 with one sheet; ``None`` is a formula. Small streams lie in the pool of small sectors, ``padded`` ones not."""
    cells = b""
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            place = struct.pack("<HHH", row, column, 0)
            if text is None:
                cells += _record(0x0006, place + struct.pack("<dHIH", 2.0, 0, 0, 3) + b"\x1e\x02\x00")
            else:
                cells += _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    sheet = (
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
        + _record(0x0200, size)
        + cells
        + _record(0x000A)
    )
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    name = struct.pack("<BB", 1, 1) + "表".encode("utf-16-le")
    filler = b"".join(_record(0x00FF, bytes(1000)) for _each in range(5)) if padded else b""
    offset = len(begin) + 4 + 6 + len(name) + len(filler) + 4
    workbook = begin + _record(0x0085, struct.pack("<IBB", offset, 0, 0) + name) + filler + _record(0x000A) + sheet
    path.write_bytes(_container(workbook))
    return path


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _container(stream: bytes) -> bytes:
    """Sectors 0: table, 1: directory, 2: table of small sectors, 3 …: the stream, or the pool that holds it."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    small = len(stream) < 4096
    sectors = -(-len(stream) // 512)
    table = [0xFFFFFFFD, end, end, *(number + 4 for number in range(sectors - 1)), end]
    table += [free] * (128 - len(table))
    pieces = -(-len(stream) // 64)
    small_table = [*range(1, pieces), end] if small else []
    small_table += [free] * (128 - len(small_table))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        told = name.encode("utf-16-le")
        head = told.ljust(64, b"\0") + struct.pack("<HBBIII", len(told) + 2 if told else 0, kind, 1, free, free, child)
        return head.ljust(116, b"\0") + struct.pack("<III", start, size, 0)

    root = entry("Root Entry", 5, 1, 3 if small else end, len(stream) if small else 0)
    directory = root + entry("Workbook", 2, free, 0 if small else 3, len(stream)) + entry("", 0, free, 0, 0) * 2
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 2 if small else end, 1 if small else 0, end, 0, 0)
    head = head[:512].ljust(512, b"\xff")
    pool = stream.ljust(sectors * 512, b"\0")
    return head + struct.pack("<128I", *table) + directory + struct.pack("<128I", *small_table) + pool
