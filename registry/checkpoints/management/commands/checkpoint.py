"""``manage.py checkpoint``: verify and seal the ledger now, and hand the checkpoint out as a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.checkpoints.selectors import document_of
from registry.checkpoints.services import seal
from registry.refusals import DomainError


class Command(BaseCommand):
    help = "Verify the ledger, sign how far it has come, and write the checkpoint to a file to be kept elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FILE", help="write the checkpoint there")

    def handle(self, *args: Any, to: Path | None, **options: Any) -> None:
        try:
            checkpoint = seal(by=None)
        except DomainError as problem:
            raise CommandError(str(problem), returncode=1) from problem
        if to:
            to.write_text(json.dumps(document_of(checkpoint), ensure_ascii=False) + "\n", encoding="utf-8")
        told = f"Checkpoint {checkpoint.number}: {checkpoint.events} events in {checkpoint.streams} streams"
        self.stdout.write(f"{told}, signed with the key {checkpoint.key}.")
