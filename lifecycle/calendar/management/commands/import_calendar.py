"""``manage.py import_calendar FILE``: the working days of another year."""

from argparse import ArgumentParser
from json import dumps
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lifecycle.calendar.reading import read
from lifecycle.calendar.services import replace_years
from registry.sheets import SheetRefused


class Command(BaseCommand):
    help = (
        "Import the days that differ from Monday-to-Friday: a .csv or .xlsx with the columns day (2027-02-05) and kind "
        "(holiday or 休, workday or 班). Every year in the file is replaced whole; with one wrong row nothing is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, file: Path, json: bool, **options: Any) -> None:
        try:
            days, errors = read(file)
        except (SheetRefused, OSError) as problem:
            raise CommandError(f"{file}: {problem}", returncode=1) from problem
        years = [] if errors else [year.year for year in replace_years(days=days, by=None)]
        if json:
            told = {"years": years, "days": len(days), "errors": [error.as_dict() for error in errors]}
            self.stdout.write(dumps(told, ensure_ascii=False))
        else:
            for error in errors:
                self.stdout.write(f"Row {error.row}, {error.column}: {error.message}")
            if years:
                self.stdout.write(f"{len(days)} days of {', '.join(map(str, years))} imported.")
        if errors:
            raise CommandError(f"Nothing was imported: {len(errors)} errors.", returncode=1)
