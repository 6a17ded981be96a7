"""``manage.py verify_ledger``: does every chain hold, and if not, where?"""

from argparse import ArgumentParser
from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.checkpoints.models import Checkpoint
from registry.checkpoints.selectors import verify_with_checkpoints
from registry.ledger.chain import read_checkpoints


class Command(BaseCommand):
    help = (
        "Verify the hash chains of the ledger, against its own checkpoints and those given. Exit status 0 only when "
        "everything holds. Somebody with the signing key can rewrite ledger and own checkpoints alike: only a checkpoint "
        "that was kept elsewhere shows that."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stream", default="", help="verify this stream only (default: all)")
        parser.add_argument(
            "--checkpoint", type=Path, action="append", default=[], help="a checkpoint that was kept elsewhere"
        )
        parser.add_argument("--key", default="", help="the public key the checkpoints must be signed with")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, stream: str, checkpoint: list[Path], key: str, json: bool, **options: Any) -> None:
        given, wrong = read_checkpoints(checkpoint, key=key.lower())
        found = verify_with_checkpoints(stream=stream, handed_out=given)
        breaks = [*wrong, *found.breaks]
        compared = Checkpoint.objects.count() + len(given)
        if json:
            told = {"holds": not breaks, "streams": found.streams, "events": found.events, "checkpoints": compared}
            listed = [asdict(each) for each in breaks]
            self.stdout.write(dumps({**told, "breaks": listed}, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(
                f"{found.events} events in {found.streams} streams read, {compared} checkpoints compared."
            )
            for each in breaks:
                self.stdout.write(f"{each.stream} #{each.seq}: {each.problem}. {each.explanation}")
            if not breaks:
                self.stdout.write("Every chain holds.")
        if breaks:
            raise CommandError(f"The ledger does not hold: {len(breaks)} breaks.", returncode=1)
