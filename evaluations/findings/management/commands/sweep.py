"""``manage.py sweep``: judge the fleet now."""

from argparse import ArgumentParser
from datetime import date
from json import dumps
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from evaluations.findings.services import sweep
from evaluations.findings.services.rebuilding import rebuild as make_anew
from evaluations.findings.services.sharing import share
from evaluations.findings.services.splitting import begin
from evaluations.usage.selectors import last_day_told
from registry.refusals import Refused

_LONG_SILENT = 28
"""Days without any usage after which it is likely that another day was meant."""


class Command(BaseCommand):
    help = (
        "Judge every live system from the usage known, and open, refresh and lapse findings. Bands and holds are read "
        "from the data's own weeks, so that a first sweep over imported history judges as if it had run all along. "
        "Exit status 0 only when it ran."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="YYYY-MM-DD (default: today)")
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="make everything anew from usage, and compare with what was remembered",
        )
        parser.add_argument("--full", action="store_true", help="make everything anew from usage")
        parser.add_argument(
            "--jobs",
            type=int,
            default=1,
            metavar="N",
            help="with --full on PostgreSQL: so many processes share the work, with whatever workers there are",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(
        self, *args: Any, as_of: date | None, json: bool, full: bool, rebuild: bool, jobs: int, **options: Any
    ) -> None:
        if jobs > 1 and not (full and connection.vendor == "postgresql"):
            raise CommandError("--jobs goes with --full, and needs PostgreSQL.")
        began = perf_counter()
        as_of = as_of or timezone.localdate()
        told: dict[str, Any] = {"ok": True, "as_of": as_of.isoformat(), "errors": []}
        try:
            if jobs > 1:
                shared = share(begin(as_of=as_of, by=None), processes=jobs).done
                if shared is None:
                    raise CommandError("One of its jobs failed or was cancelled; the list of jobs says which.")
                done = shared
            elif rebuild:
                made = make_anew(as_of=as_of, by=None)
                done, told["differed"] = made.sweep, made.differed
            else:
                done = sweep(as_of=as_of, by=None, full=full)
        except Refused as refusal:
            told["ok"] = False
            told["errors"] = [{"code": each.code, "message": str(each.message)} for each in refusal.obstacles]
        else:
            told |= {"policy_version": done.policy.version, "counts": done.counts, "told_through": _told_through(as_of)}
        told |= {
            "seconds": round(perf_counter() - began, 2),
            "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
        }
        if json:
            self.stdout.write(dumps(told, ensure_ascii=False, indent=2))
        elif told["ok"]:
            for name, count in told["counts"].items():
                self.stdout.write(f"{name}: {count}")
            self.stdout.write(f"{told['seconds']} s, at most {told['peak_mb']} MB.")
            if told["told_through"] and (as_of - date.fromisoformat(told["told_through"])).days > _LONG_SILENT:
                last = told["told_through"]
                self.stdout.write(f"Note: nothing was told of any day after {last}; --as-of {last} judges what was.")
        if not told["ok"]:
            raise CommandError(" ".join(error["message"] for error in told["errors"]), returncode=1)


def _told_through(as_of: date) -> str:
    """The last day up to ``as_of`` that any collector told of; empty where none did."""
    last = last_day_told(until=as_of)
    return last.isoformat() if last else ""
