"""``manage.py prove_findings``: how often the detector is right, on fleets whose truth it is not told."""

from argparse import ArgumentParser, ArgumentTypeError
from json import dumps
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluations.findings.selectors.findings import policy_in_force
from evaluations.proving.enums import Generator
from evaluations.proving.presenters import compared_lines, lines
from evaluations.proving.services import keep, prove


def _seeds(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        low, _dash, high = part.partition("-")
        if not low.isdigit() or not (high or low).isdigit():
            raise ArgumentTypeError(f"{text!r} is not like 1001-1200 or 1,5,9-12")
        found += range(int(low), int(high or low) + 1)
    return found


class Command(BaseCommand):
    help = (
        "Make up fleets, judge them at every week end with the detector's own rules and the policy in force, and report per tier and "
        "class how often that was right, beside the targets. The report is kept for the page. Seeds 1 to 20, of the second "
        "generator 1 to 10, were used while tuning: report on others. --compare does the same with both generators and shows their "
        "figures side by side. Exit status 0; with --check only when every target was met."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seeds", type=_seeds, default=_seeds("1001-1200"), help="default: 1001-1200")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--generator", type=Generator, choices=list(Generator), default=Generator.FIRST, help="default: first"
        )
        which.add_argument("--compare", action="store_true", help="with both generators, on the same seeds")
        parser.add_argument("--systems", type=int, default=600, help="in each fleet (default: 600)")
        parser.add_argument(
            "--variants", type=int, default=0, metavar="N", help="compare variants on the first N seeds"
        )
        parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the report there too")
        parser.add_argument("--check", action="store_true", help="exit with 1 when a target was missed")
        parser.add_argument("--forget", action="store_true", help="do not keep the report")

    def handle(self, *args: Any, seeds: list[int], systems: int, **options: Any) -> None:
        policy = policy_in_force(timezone.localdate())
        reports = [
            prove(
                seeds=seeds,
                systems=systems,
                numbers=policy.numbers,
                variants_on=options["variants"],
                generator=generator,
                workers=options["workers"],
                progress=self._tell,
            )
            for generator in (list(Generator) if options["compare"] else [options["generator"]])
        ]
        for report in reports:
            for line in lines(report):
                self.stdout.write(line)
        if options["compare"]:
            for line in compared_lines(reports):
                self.stdout.write(line)
        if options["json"]:
            told = reports if options["compare"] else reports[0]
            options["json"].write_text(dumps(told, ensure_ascii=False, indent=2))
        if not options["forget"]:
            for report in reports:
                keep(report=report, policy=policy, by=None)
        missed = [
            f"{each['name']} ({report['generator']})"
            for report in reports
            for each in report["figures"]
            if each["met"] is False
        ]
        if options["check"] and missed:
            raise CommandError(f"Targets missed: {', '.join(missed)}.", returncode=1)

    def _tell(self, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{done} of {total}", ending="")
