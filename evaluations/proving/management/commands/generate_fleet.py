"""``manage.py generate_fleet``: a made-up fleet as the files real collectors would send, and its truth apart from them."""

from argparse import ArgumentParser
from json import dumps
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluations.proving.enums import Generator
from evaluations.proving.generator.files import write_register, write_truth, write_usage
from evaluations.proving.rules.runs import GENERATORS


class Command(BaseCommand):
    help = (
        "Write a fleet of made-up systems over 78 weeks: register, usage as .csv, .xlsx, JSON and access logs, and deliveries.json, "
        "which says how each file is taken in. What the systems really are goes to a file of its own."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--generator", choices=Generator.values, default=Generator.FIRST, help="default: first")
        parser.add_argument("--systems", type=int, default=600)
        parser.add_argument("--folder", type=Path, required=True, help="for the files; made if it is missing")
        parser.add_argument(
            "--truth", type=Path, required=True, metavar="FILE", help="for the truth; not in that folder"
        )

    def handle(self, *args: Any, seed: int, systems: int, folder: Path, truth: Path, **options: Any) -> None:
        if truth.resolve().is_relative_to(folder.resolve()):
            raise CommandError("The truth does not belong among what is imported: name a file elsewhere.", returncode=2)
        folder.mkdir(parents=True, exist_ok=True)
        fleet = GENERATORS[Generator(options["generator"])](seed, systems)
        deliveries = [*write_register(fleet, folder), *write_usage(fleet, folder)]
        (folder / "deliveries.json").write_text(dumps(deliveries, ensure_ascii=False, indent=1))
        write_truth(fleet, truth)
        self.stdout.write(f"{systems} systems in {len(deliveries)} files below {folder}; the truth in {truth}.")
