"""``manage.py import_calendar FILE``: the working days of another year."""

import csv
from argparse import ArgumentParser
from datetime import date
from json import dumps
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lifecycle.calendar.enums import DayKind
from lifecycle.calendar.services import replace_years

KINDS = {"holiday": DayKind.HOLIDAY, "休": DayKind.HOLIDAY, "workday": DayKind.WORKDAY, "班": DayKind.WORKDAY}


class Command(BaseCommand):
    help = (
        "Import the days that differ from Monday-to-Friday: a UTF-8 .csv with the columns day (2027-02-05) and kind "
        "(holiday or 休, workday or 班). Every year in the file is replaced whole; with one wrong row nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, file: Path, json: bool, **options: Any) -> None:
        days, errors = read(file)
        if not days and not errors:
            errors = [{"row": 1, "column": "day", "code": "empty", "message": "The file names no day."}]
        years = [] if errors else [year.year for year in replace_years(days=days, by=None)]
        if json:
            self.stdout.write(dumps({"years": years, "days": len(days), "errors": errors}, ensure_ascii=False))
        else:
            for error in errors:
                self.stdout.write(f"Row {error['row']}, {error['column']}: {error['message']}")
            if years:
                self.stdout.write(f"{len(days)} days of {', '.join(map(str, years))} imported.")
        if errors:
            raise CommandError(f"Nothing was imported: {len(errors)} errors.", returncode=1)


def read(file: Path) -> tuple[dict[date, DayKind], list[dict[str, Any]]]:
    """The days of a file, and everything that is wrong with it (``row`` counts the header as 1).

    Raises:
        CommandError: the file cannot be read as UTF-8 text with both columns.
    """
    days: dict[date, DayKind] = {}
    errors: list[dict[str, Any]] = []
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{file} cannot be read as UTF-8 text: {problem}", returncode=1) from problem
    rows = csv.DictReader(lines)
    if missing := {"day", "kind"} - set(rows.fieldnames or ()):
        raise CommandError(f"{file} lacks the column {' and '.join(sorted(missing))}.", returncode=1)
    for number, row in enumerate(rows, start=2):
        kind = KINDS.get((row["kind"] or "").strip())
        try:
            day = date.fromisoformat((row["day"] or "").strip())
        except ValueError:
            errors.append({"row": number, "column": "day", "code": "not-a-date", "message": "Write 2027-02-05."})
            continue
        if kind is None:
            told = {"code": "kind-unknown", "message": "Write holiday or workday."}
            errors.append({"row": number, "column": "kind", **told})
        elif day in days:
            errors.append({"row": number, "column": "day", "code": "twice", "message": f"{day} is named twice."})
        else:
            days[day] = kind
    return days, errors
