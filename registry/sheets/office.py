"""Office files: what their wrapping says before anything is unpacked, then a limited process that reads them."""

import json
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from registry.sheets import limits
from registry.sheets.errors import SheetRefused
from registry.sheets.tables import Cell, Table

_SCRIPT = Path(__file__).with_name("office_process.py")
_CHUNK = 1 << 20
_ENTRY = b"PK\x01\x02"  # begins each entry of an archive's list of contents
_MANIFEST = "META-INF/manifest.xml"
_REASONS = {
    "damaged": _("The file is damaged or incomplete. Open it in your office program, save it again and send that."),
    "encrypted": _("The file is protected by a password. Save a copy without one and send that."),
    "macros": _("The file carries macros. Save it as .xlsx (without macros) and send that."),
    "formulas": _("The file holds formulas. Copy the table and paste it as values, then send that."),
    "merged-cells": _("The file holds too many merged cells. Unmerge them and send it again."),
    "zip-bomb": _("The file unpacks to far more than a table holds. Save the table into a new file and send that."),
    "too-heavy": _("The file takes too much memory or time to open. Save only the table into a new file, or split it."),
    "too-many-rows": _("The file has more than %(rows)s rows. Split it, or save it as .csv.")
    % {"rows": limits.OFFICE_ROWS},
    "too-many-columns": _("The file has more than %(columns)s columns. Remove what does not belong to the table.")
    % {"columns": limits.COLUMNS},
    "too-many-tables": _("The file has more than %(tables)s worksheets. Remove those that do not belong to the table.")
    % {"tables": limits.TABLES},
    "not-a-table": _("This is not a spreadsheet. Send .xlsx, .xls, .ods or .csv."),
}


def refused(code: str) -> SheetRefused:
    return SheetRefused.because(code, _REASONS[code])


def office_tables(path: Path) -> list[Table]:
    """The visible worksheets that hold anything, read in a process with limited memory and time.

    Raises:
        SheetRefused: damaged, encrypted, with macros, a zip bomb, or more than the limits allow.
    """
    with path.open("rb") as source:
        zipped = source.read(4) == b"PK\x03\x04"
    _look_into_zip(path) if zipped else _look_into_ole(path)
    spool = Spool()
    fd = spool.file.fileno()
    sizes = (limits.PROCESS_BYTES, limits.PROCESS_SECONDS, limits.OFFICE_ROWS, limits.COLUMNS, limits.TABLES)
    command = [sys.executable, "-I", str(_SCRIPT), str(path), str(fd), *map(str, sizes)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own script, no shell
            command, pass_fds=[fd], capture_output=True, timeout=limits.PROCESS_SECONDS * 4, check=False
        )
    except subprocess.TimeoutExpired:
        raise refused("too-heavy") from None
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise refused("too-heavy")
    if b"PanicException" in done.stderr:  # how the reader fails on a file no rule foresaw
        raise refused("damaged")
    done.check_returncode()
    told = json.loads(done.stdout)
    if "refused" in told:
        raise refused(told["refused"])
    return [OfficeTable(entry, spool) for entry in told["tables"] if entry["rows"]]


class Spool:
    """The nameless file between the process and the tables; gone when the last of them is."""

    def __init__(self) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 -- see __del__

    def __del__(self) -> None:
        self.file.close()


class OfficeTable(Table):
    """One worksheet, as the process spooled it."""

    def __init__(self, entry: dict[str, Any], spool: Spool) -> None:
        self.name, self.count, self.header_merged = entry["name"], entry["rows"], entry["header_merged"]
        self._offset, self._spool = entry["offset"], spool

    def raw_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        place = self._offset
        for _each in range(self.count):
            self._spool.file.seek(place)
            line = self._spool.file.readline()
            place += len(line)
            number, cells = json.loads(line)
            yield number, [cell if isinstance(cell, str) else (cell[0], cell[1]) for cell in cells]


def _look_into_zip(path: Path) -> None:
    if _listed_entries(path) > limits.ENTRIES:  # zipfile would first keep half a kilobyte for each
        raise refused("zip-bomb")
    try:
        with zipfile.ZipFile(path) as archive:
            _judge(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error):
        raise refused("damaged") from None


def _judge(archive: zipfile.ZipFile) -> None:
    """Look at what the archive says of itself, and only then at the one entry that is read here."""
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if sum(entry.file_size for entry in entries) > limits.INFLATED_BYTES:
        raise refused("zip-bomb")
    for entry in entries:
        if entry.file_size > limits.RATIO_FROM_BYTES and entry.file_size > limits.RATIO * max(entry.compress_size, 1):
            raise refused("zip-bomb")
    if any(entry.flag_bits & 1 for entry in entries) or (_MANIFEST in names and _is_sealed(archive)):
        raise refused("encrypted")
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise refused("macros")
    if not names & {"xl/workbook.xml", "content.xml"}:
        raise refused("not-a-table")


def _is_sealed(archive: zipfile.ZipFile) -> bool:
    """Whether an .ods has a password: its manifest says how it was encrypted."""
    with archive.open(_MANIFEST) as manifest:
        return b"encryption-data" in manifest.read(_CHUNK)


def _listed_entries(path: Path) -> int:
    """How many entries the archive can have at most, without building its list."""
    count, tail = 0, b""
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            count += (tail + chunk).count(_ENTRY)
            tail = chunk[1 - len(_ENTRY) :]
    return count


def _look_into_ole(path: Path) -> None:
    """The old container: its directory names are UTF-16, and tell an encrypted .xlsx and macros from a plain .xls."""
    content = path.read_bytes()
    if not content.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused("not-a-table")
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refused("encrypted")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise refused("macros")
