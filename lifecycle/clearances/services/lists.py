"""Fresh lists: exports of what exists, which must be empty of every item."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.models import Clearance
from lifecycle.clearances.models import ClearanceItem, FreshList
from lifecycle.clearances.rules.listing import obstacles_to_take_list
from lifecycle.clearances.rules.pictures import normalised
from lifecycle.clearances.services.items import ERRORS_TOLD, LABEL_HEADERS, lock, stream_of
from registry import sheets
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import Obstacle, refuse_if


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a file holds. ``places``: {normalised cell: the first row it stands in}, of every cell of every sheet."""

    sha256: str
    size: int
    rows: int
    columns: list[str]
    places: dict[str, int]


def take_fresh_list(*, clearance: Clearance, path: Path, name: str, exported_at: datetime, by: Person) -> FreshList:
    """Compare an export with the items, and keep what was found and the file's hash, not the file.

    Every cell is compared, whatever its column: an account may stand under any header. A list of nothing but headers is an
    empty list, and good. ``exported_at`` is when the export was made, as whoever brings it states.

    Raises:
        SheetRefused: the file cannot be read, or has no column of accounts or permissions.
        Refused: not one's role, not in clearance, an export of the future, or codes that lost digits.
    """
    contents = _read(path, clearance.kind)
    return _keep(clearance, contents, name, exported_at, by)


@transaction.atomic
def _keep(clearance: Clearance, contents: _Contents, name: str, exported_at: datetime, by: Person) -> FreshList:
    case, picture = lock(clearance, by)
    now = timezone.now()
    refuse_if(obstacles_to_take_list(picture, exported_at=exported_at, at=now))
    remaining: list[dict[str, Any]] = [
        {"item": item.pk, "label": item.label, "row": contents.places[normalised(item.label)]}
        for item in ClearanceItem.objects.filter(clearance=clearance).order_by("id")
        if normalised(item.label) in contents.places
    ]
    fresh = FreshList.objects.create(
        clearance=clearance,
        exported_at=exported_at,
        received_at=now,
        by=by,
        name=Path(name).name[:200],
        size=contents.size,
        sha256=contents.sha256,
        rows=contents.rows,
        columns=contents.columns,
        remaining=remaining,
    )
    told = {"clearance": clearance.kind, "sha256": fresh.sha256, "rows": fresh.rows, "remaining": len(remaining)}
    record("clearances.list_taken", subject=fresh, by=by, stream=stream_of(case), exported_at=fresh.exported_at, **told)
    return fresh


def list_columns(kind: ClearanceKind) -> list[sheets.Column]:
    """What a fresh list must hold; its other columns are searched too."""
    headers = LABEL_HEADERS[kind] if kind != ClearanceKind.ACCESS_PATHS else ()
    meaning = "what exists on the system now: everything, exported after the clearing"
    return [sheets.Column("item", headers, required=True, meaning=meaning)]


def _read(path: Path, kind: str) -> _Contents:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    tables = sheets.open_tables(path)
    sheet = sheets.open_sheet(path, list_columns(ClearanceKind(kind)))
    flaws = [error for row in sheet.all_rows() for error in row.errors]
    refuse_if(
        Obstacle("row", f"{error.row}, {error.column}: {error.message}", "file", "content")
        for error in flaws[:ERRORS_TOLD]
    )
    places: dict[str, int] = {}
    for table in tables:
        for number, cells in table.raw_rows():
            for cell in cells:
                text = normalised(cell if isinstance(cell, str) else cell[1])
                places.setdefault(text, number)
    return _Contents(sha256, path.stat().st_size, sheet.count, [one for one in sheet.headers if one], places)
