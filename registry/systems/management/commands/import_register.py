"""``manage.py import_register FILE …``: organisations and systems from tables, as the page does it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from json import dumps
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.refusals import Refused
from registry.sheets import limits
from registry.systems.plans import ORGANISATIONS, OUTCOMES, SYSTEMS
from registry.systems.services.importing import Upload, apply, dry_run, receive

_COPY_BYTES = 1 << 20


class Command(BaseCommand):
    help = (
        "Import organisations and systems from .xlsx, .xls, .ods or .csv (UTF-8 or GB18030) files: all of their rows in one "
        "transaction, or none. Exit status 0 only when every row is right."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--create-organisations",
            action="store_true",
            help="make sponsors and operators that are not known, by name",
        )
        parser.add_argument(
            "--skip-wrong", action="store_true", help="import the right rows and leave the wrong ones out"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, files: list[Path], json: bool, **options: Any) -> None:
        report = self._import(files, options)
        if json:
            self.stdout.write(dumps(report, ensure_ascii=False, indent=2))
        else:
            self._tell(report)
        if not report["ok"]:
            raise CommandError(f"Not everything is right: {len(report['errors'])} errors.", returncode=1)

    def _import(self, files: list[Path], options: dict[str, Any]) -> dict[str, Any]:
        """The report as it is printed; ``ok`` only when no row is wrong and, unless a dry run, all was written."""
        if unreadable := [path for path in files if not path.is_file()]:
            raise CommandError(f"No such file: {', '.join(map(str, unreadable))}", returncode=2)
        batch = receive(
            uploads=[Upload(path.name, _chunks(path)) for path in files],
            by=None,
            create_organisations=options["create_organisations"],
            skip_wrong=options["skip_wrong"],
        )
        made = dry_run(batch=batch)
        report = made.report()
        blocked = bool(made.errors) and not batch.skip_wrong
        applied = False
        if made.lines and not blocked and not options["dry_run"]:
            try:
                apply(batch=batch, by=None)
                applied = True
            except Refused as refusal:
                if any(obstacle.code != "nothing-to-do" for obstacle in refusal.obstacles):
                    report["errors"] += [
                        {"file": "", "row": 0, "column": "", "code": obstacle.code, "message": str(obstacle)}
                        for obstacle in refusal.obstacles
                    ]
        del report["error_count"], report["warning_count"]
        return {"ok": not report["errors"], "import": batch.code, "applied": applied, **report}

    def _tell(self, report: dict[str, Any]) -> None:
        for subject in (ORGANISATIONS, SYSTEMS):
            counts = ", ".join(f"{report[subject][outcome]} {outcome}" for outcome in OUTCOMES)
            self.stdout.write(f"{subject}: {counts}")
        for problem in report["errors"]:
            self.stdout.write(f"{problem['file']} row {problem['row']}, {problem['column']}: {problem['message']}")
        for problem in report["warnings"]:
            self.stdout.write(
                f"{problem['file']} row {problem['row']}, {problem['column']}: note: {problem['message']}"
            )
        for unknown in report["unknown_columns"]:
            self.stdout.write(f"{unknown['file']}: the column “{unknown['column']}” is not known and was left out")
        self.stdout.write(f"{report['import']}: " + ("written" if report["applied"] else "nothing written"))


def _chunks(path: Path) -> Iterator[bytes]:
    """The file piece by piece; only so much of one that is too large that the reader refuses it."""
    taken = 0
    with path.open("rb") as source:
        while taken <= limits.FILE_BYTES and (chunk := source.read(_COPY_BYTES)):
            taken += len(chunk)
            yield chunk
