"""``manage.py index_overlap [--all]``: bring the overlap index up to date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from registry.overlap.services import index_all


class Command(BaseCommand):
    help = (
        "Index the systems that are missing in the overlap index or were indexed with other synonyms, and bring the files "
        "that new processes begin with up to date."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="look at every system again")

    def handle(self, **options: Any) -> None:
        self.stdout.write(str(index_all(every=options["all"])))
