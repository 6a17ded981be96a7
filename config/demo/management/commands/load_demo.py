"""``manage.py load_demo``: fill an empty register with the demo county; a register that is not empty is left alone."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from config import env
from config.demo import appraisals, county, estate, exemptions, names, people, processes, walk
from registry.systems.models import System


class Command(BaseCommand):
    help = "Load the demo county through the same imports and commands real data uses. Does nothing when systems exist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="another number makes another county (default: 1)")
        port = env.whole("PORT", 8000, least=1)
        parser.add_argument("--port", type=int, default=port, help="where the web process will answer (PORT)")

    def handle(self, *args: Any, seed: int, port: int, **options: Any) -> None:
        address = f"http://127.0.0.1:{port}/estate"
        if System.objects.exists():
            estate.move_to(address)
            self.stdout.write("The register is not empty: the demo county was left as it is.")
            return
        self._load(timezone.localdate(), seed=seed, address=address)

    @transaction.atomic
    def _load(self, today: date, *, seed: int, address: str) -> None:
        """All of it or nothing: whoever breaks off the first start finds an empty register at the second."""
        folder = Path(settings.DATA_DIR) / "demo"
        made = county.write_files(folder, seed=seed, today=today, estate=address)
        call_command("import_register", folder / "organisations.csv", folder / "systems.csv", stdout=self.stdout)
        call_command("import_usage", folder / "usage.csv", stdout=self.stdout)
        people.make_accounts(since=date(today.year - 1, 1, 1))
        call_command("sweep", stdout=self.stdout)
        walk.cases_in_several_states()
        processes.cases_of_every_process()
        appraisals.the_year()
        exemptions.exemptions_and_a_draft()
        self.stdout.write(f"{names.COUNTY}: {len(made)} systems, {len(people.ACCOUNTS)} accounts.")
