"""``manage.py verify_ledger``: does every chain hold, and if not, where?"""

from argparse import ArgumentParser
from dataclasses import asdict
from json import dumps
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.ledger.selectors import verify


class Command(BaseCommand):
    help = "Verify the hash chains of the ledger. Exit status 0 only when every chain holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stream", default="", help="verify this stream only (default: all)")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, stream: str, json: bool, **options: Any) -> None:
        found = verify(stream)
        if json:
            self.stdout.write(dumps({"holds": found.holds, **asdict(found)}, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(f"{found.events} events in {found.streams} streams read.")
            for each in found.breaks:
                self.stdout.write(f"{each.stream} #{each.seq}: {each.problem}. {each.explanation}")
            if found.holds:
                self.stdout.write("Every chain holds.")
        if not found.holds:
            raise CommandError(f"The ledger does not hold: {len(found.breaks)} breaks.", returncode=1)
