"""``manage.py findings``: what the last sweep and people say."""

from argparse import ArgumentParser
from datetime import date
from json import dumps
from typing import Any

from django.core.management.base import BaseCommand

from evaluations.findings.enums import FindingKind, FindingState, Tier
from evaluations.findings.presenters import document, sentence
from evaluations.findings.selectors.findings import findings


class Command(BaseCommand):
    help = "List findings with their system, tier, limbs and evidence; all but lapsed ones unless a state or a day is asked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="those that stood on YYYY-MM-DD")
        parser.add_argument("--kind", choices=FindingKind.values, default="")
        parser.add_argument("--tier", choices=Tier.values, default="")
        parser.add_argument("--state", choices=FindingState.values, default="")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(
        self, *args: Any, as_of: date | None, kind: str, tier: str, state: str, json: bool, **options: Any
    ) -> None:
        found = findings(as_of=as_of, kind=kind, tier=tier, state=state)
        if json:
            listed = [document(finding) for finding in found.iterator(chunk_size=2000)]
            told = {"ok": True, "count": len(listed), "findings": listed}
            self.stdout.write(dumps(told, ensure_ascii=False, indent=2))
            return
        for finding in found.iterator(chunk_size=2000):
            names = f"{finding.system.code} {finding.system.name}"
            self.stdout.write(f"{finding.tier or '-'} {finding.kind} {finding.state} {names}: {sentence(finding)}")
        self.stdout.write(f"{found.count()} findings.")
