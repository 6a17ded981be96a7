"""``manage.py export_ledger --to FILE``: the whole ledger as one file that strangers can verify."""

import gzip
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from registry.ledger.selectors import export


class Command(BaseCommand):
    help = "Write every event and every head as JSON lines, for registry/ledger/chain.py, which runs alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FILE", required=True, help="where to; .gz packs it")

    def handle(self, *args: Any, to: Path, **options: Any) -> None:
        with gzip.open(to, "wt", encoding="utf-8") if to.suffix == ".gz" else to.open("w", encoding="utf-8") as file:
            lines = sum(file.write(line) > 0 for line in export())
        self.stdout.write(f"{lines} lines written to {to}.")
