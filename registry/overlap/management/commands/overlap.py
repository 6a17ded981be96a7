"""``manage.py overlap --name … --functions …``: the systems most like a draft."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from registry.overlap.selectors import most_similar
from registry.overlap.shapes import as_dict
from registry.systems.enums import SystemKind


class Command(BaseCommand):
    help = "Show the systems of the register that do what a draft would do, with the functions that match."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", default="", help="what the draft is called")
        parser.add_argument("--functions", default="", help="what it would do; - reads it from standard input")
        parser.add_argument("--kind", default="", choices=["", *SystemKind.values])
        parser.add_argument("--exclude", nargs="*", default=[], metavar="CODE", help="systems to leave out")
        parser.add_argument("--limit", type=int, default=10)
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: Any) -> None:
        functions = sys.stdin.read() if options["functions"] == "-" else options["functions"]
        if not (options["name"].strip() or functions.strip()):
            raise CommandError("Give --name, --functions or both.")
        hits = most_similar(
            name=options["name"],
            functions=functions,
            kind=options["kind"],
            exclude=options["exclude"],
            limit=max(options["limit"], 1),
        )
        if options["json"]:
            self.stdout.write(json.dumps([as_dict(hit) for hit in hits], ensure_ascii=False, indent=2))
            return
        for hit in hits:
            self.stdout.write(f"{hit.score:.2f} {hit.containment:.2f} {hit.system.code} {hit.system.name}")
            for pair in hit.pairs:
                self.stdout.write(f"          {pair.score:.2f} {pair.mine} = {pair.theirs}")
