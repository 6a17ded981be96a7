"""``manage.py appraise``: measure systems with the scheme in force."""

from argparse import ArgumentParser
from datetime import date
from json import dumps
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from evaluations.appraisals.presenters import document, grade_in_words
from evaluations.appraisals.rules.periods import last_twelve_months
from evaluations.appraisals.selectors.lots import systems_to_draw_from
from evaluations.appraisals.services.appraising import appraise
from lifecycle.calendar.selectors import working_days
from registry.refusals import Refused
from registry.systems.models import System


class Command(BaseCommand):
    help = (
        "Freeze an appraisal of each system named, or of every live system whose kind has a scheme, over the last twelve months "
        "or the period given. Judged indicators stay open: reviewers fill them in an evaluation. Exit status 0 only when "
        "every one could be appraised."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("systems", nargs="*", metavar="SYSTEM", help="codes of systems")
        parser.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="YYYY-MM-DD")
        parser.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="YYYY-MM-DD (default: yesterday)")
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(
        self, *args: Any, systems: list[str], since: date | None, until: date | None, json: bool, **options: Any
    ) -> None:
        usual = last_twelve_months(timezone.localdate())
        since, until = since or usual[0], until or usual[1]
        chosen = _chosen(systems)
        unknown = sorted(set(systems) - {system.code for system in chosen}) if systems else []
        errors = [{"system": code, "code": "unknown-system", "message": f"No system {code}."} for code in unknown]
        appraisals = []
        working = working_days()
        for system in chosen:
            try:
                made = appraise(system=system, since=since, until=until, by=None, working=working)
            except Refused as refusal:
                errors += [
                    {"system": system.code, "code": each.code, "message": str(each)} for each in refusal.obstacles
                ]
                continue
            appraisals.append(document(made))
            if not json:
                figures = f"{made.points} ({made.weight_open} open), {grade_in_words(made)}"
                self.stdout.write(f"{made.code} {system.name}: {figures}")
        if json:
            told = {
                "ok": not errors,
                "since": since.isoformat(),
                "until": until.isoformat(),
                "count": len(appraisals),
                "appraisals": appraisals,
                "errors": errors,
            }
            self.stdout.write(dumps(told, ensure_ascii=False, indent=2))
        if errors:
            raise CommandError(" ".join(f"{each['system']}: {each['message']}" for each in errors), returncode=1)


def _chosen(codes: list[str]) -> QuerySet[System]:
    named = System.objects.filter(code__in=codes) if codes else systems_to_draw_from()
    return named.select_related("sponsor").order_by("code")
