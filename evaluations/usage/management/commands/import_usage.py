"""``manage.py import_usage``: daily (weekly, monthly) counters from .csv and .xlsx files."""

from argparse import ArgumentParser
from json import dumps
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluations.usage.management.printing import print_intakes
from evaluations.usage.services import Intake, open_file, take_in_delivery
from evaluations.usage.services.reports import document, refusals
from registry.refusals import Refused


class Command(BaseCommand):
    help = (
        "Take usage in from .csv (UTF-8 or GB18030) or .xlsx files: a header row, then one row per system and period. "
        "A period sent again is replaced as a whole. Exit status 0 only when every row of every file was good."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--collector", default="file", help="for rows that name no collector (default: file)")
        parser.add_argument(
            "--skip-wrong", action="store_true", help="keep the good rows of a file that has wrong ones"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; write nothing")
        parser.add_argument(
            "--complete",
            action="store_true",
            help="the files hold all their collectors know of their periods: watched systems that are absent had zero",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(
        self,
        *args: Any,
        files: list[Path],
        collector: str,
        skip_wrong: bool,
        dry_run: bool,
        complete: bool,
        json: bool,
        **options: Any,
    ) -> None:
        began = perf_counter()
        intakes: list[Intake] = []
        refused: list[dict[str, Any]] = []
        for path in files:
            try:
                intakes.append(
                    take_in_delivery(
                        open_file(path),
                        collector=collector,
                        by=None,
                        skip_wrong=skip_wrong,
                        dry_run=dry_run,
                        complete=complete,
                    )
                )
            except Refused as refusal:
                refused += refusals(path.name, refusal)
            except OSError as problem:
                message = problem.strerror or str(problem)
                refused.append({"file": path.name, "row": 0, "column": "", "code": "unreadable", "message": message})
        told = document(intakes, refused) | {
            "seconds": round(perf_counter() - began, 2),
            "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
        }
        if json:
            self.stdout.write(dumps(told, ensure_ascii=False, indent=2))
        else:
            print_intakes(told, self.stdout)
        if not told["ok"]:
            raise CommandError("Not everything was good; see above.", returncode=1)
