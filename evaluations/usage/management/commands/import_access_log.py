"""``manage.py import_access_log``: nginx and Apache logs, reduced to daily counters."""

from argparse import ArgumentParser, ArgumentTypeError
from ipaddress import IPv4Network, IPv6Network, ip_network
from json import dumps
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from evaluations.usage.management.printing import print_intakes
from evaluations.usage.rules.json_lines import PARTS, Fields
from evaluations.usage.rules.visits import LogCounter
from evaluations.usage.services.access_logs import LogIntake, take_in_logs
from evaluations.usage.services.log_jobs import read_in_jobs, read_now
from evaluations.usage.services.log_options import LogOptions
from evaluations.usage.services.reports import document, refusals
from evaluations.usage.services.resuming import Resumed, paths_of
from evaluations.usage.services.routes import mapping_of
from registry.refusals import Refused


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(text)
    except ValueError as problem:
        raise ArgumentTypeError(f"{text!r} is not a network like 10.1.0.0/16") from problem


def _json_field(text: str) -> tuple[str, str]:
    part, _equals, name = text.partition("=")
    if part not in PARTS or not name:
        raise ArgumentTypeError(f"{text!r} is not like time=ts; the parts are {', '.join(PARTS)}")
    return part, name


class Command(BaseCommand):
    help = (
        "Take usage in from nginx or Apache access logs (common, combined, vhost_combined, JSON lines; .gz too). Counts per day "
        "(Asia/Shanghai) and system: visitors, sessions (30 minutes apart), server errors, and on request calls and actions. No "
        "address and no user is kept. Give all files of a rotation together. Robots, monitoring and static files are left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="TARGET=CODE",
            help="HOST=CODE, /prefix=CODE or HOST/prefix=CODE; may be repeated (default: the register's access paths)",
        )
        parser.add_argument("--map-file", type=Path, metavar="CSV", help="the same as two columns: target, system")
        parser.add_argument(
            "--host", default="", help="the host of lines that name none (default: the one host of --map, if it is one)"
        )
        parser.add_argument(
            "--api-prefix",
            action="append",
            default=[],
            metavar="/PREFIX",
            help="paths that programs call: counted as inbound calls, not as visits",
        )
        parser.add_argument(
            "--action",
            action="append",
            default=[],
            metavar="'POST /apply'",
            help="a request that is a substantive action; its visitors are effective users",
        )
        parser.add_argument(
            "--exclude-network",
            action="append",
            default=[],
            type=_network,
            metavar="CIDR",
            help="the sponsor's, vendor's or monitoring's network, left out",
        )
        parser.add_argument("--collector", default="access-log")
        parser.add_argument("--skip-wrong", action="store_true", help="also when more than one line in 20 is garbage")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; write nothing")
        parser.add_argument(
            "--complete",
            action="store_true",
            help="the log holds everything from the first to the last day: days without a line were quiet, not missing",
        )
        parser.add_argument(
            "--resume",
            action="store_true",
            help="go on where this collector's logs were left, renamed, packed or rotated since; a folder stands for its files",
        )
        parser.add_argument(
            "--jobs", action="store_true", help="the same by the worker, a job for each file, side by side"
        )
        parser.add_argument(
            "--json-field",
            action="append",
            default=[],
            type=_json_field,
            metavar="PART=NAME",
            help=f"how a part of JSON lines is called, where it is no usual name: {', '.join(PARTS)}",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, files: list[Path], json: bool, **options: Any) -> None:
        if options["resume"] or options["jobs"]:
            self._go_on(files, as_json=json, options=options)
            return
        began = perf_counter()
        found: LogIntake | None = None
        refused: list[dict[str, Any]] = []
        try:
            mapping = mapping_of(
                options["map"], file=options["map_file"], calls=options["api_prefix"], actions=options["action"]
            )
            counter = LogCounter(
                mapping.routes, tuple(options["exclude_network"]), options["host"].encode() or mapping.host
            )
            found = take_in_logs(
                files,
                counter=counter,
                codes=mapping.codes,
                named=mapping.named,
                collector=options["collector"],
                by=None,
                skip_wrong=options["skip_wrong"],
                dry_run=options["dry_run"],
                complete=options["complete"],
                fields=Fields(dict(options["json_field"])),
            )
        except Refused as refusal:
            refused = refusals("", refusal)
        except OSError as problem:
            message = problem.strerror or str(problem)
            refused = [
                {"file": str(problem.filename), "row": 0, "column": "", "code": "unreadable", "message": message}
            ]
        told = document([found.intake] if found else [], refused) | {
            "seconds": round(perf_counter() - began, 2),
            "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
            "log": _log(found) if found else {},
        }
        if json:
            self.stdout.write(dumps(told, ensure_ascii=False, indent=2))
        else:
            print_intakes(told, self.stdout)
            self._print_log(told["log"])
        if not told["ok"]:
            raise CommandError("Not everything was good; see above.", returncode=1)

    def _go_on(self, files: list[Path], *, as_json: bool, options: dict[str, Any]) -> None:
        """Read on from where it was left, here or in jobs."""
        if options["complete"] or options["dry_run"] or options["map_file"]:
            raise CommandError("--resume and --jobs go without --complete, --dry-run and --map-file.")
        how = LogOptions(
            tuple(options["map"]),
            tuple(options["api_prefix"]),
            tuple(options["action"]),
            tuple(map(str, options["exclude_network"])),
            options["host"],
            dict(options["json_field"]),
            options["skip_wrong"],
        )
        told: dict[str, Any]
        try:
            paths = paths_of(files)
            if options["jobs"]:
                told = {
                    "jobs": [
                        job.pk for job in read_in_jobs(paths, options=how, collector=options["collector"], by=None)
                    ]
                }
            else:
                told = _resumed(read_now(paths, options=how, collector=options["collector"], by=None))
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=1) from refusal
        except OSError as problem:
            raise CommandError(f"{problem.filename}: {problem.strerror}", returncode=1) from problem
        if as_json:
            self.stdout.write(dumps(told, ensure_ascii=False, indent=2))
            return
        for name, value in told.items():
            self.stdout.write(f"{name}: {value}")

    def _print_log(self, log: dict[str, Any]) -> None:
        if not log:
            return
        out = ", ".join(f"{count} {reason}" for reason, count in log["left_out"].items())
        self.stdout.write(f"{log['lines']} lines, {log['lines_per_second']} a second; left out: {out}.")
        for line in log["garbage_lines"]:
            self.stdout.write(f"{line['file']} line {line['line']} cannot be read: {line['text']}")
        if log["garbage"]:
            self.stdout.write(f"{log['garbage']} lines could not be read.")
        for day in log["kept_fuller_days"]:
            self.stdout.write(f"{day}: a fuller count was there already and was kept.")


def _resumed(done: Resumed) -> dict[str, Any]:
    settled = done.settled_through
    return {
        "lines": done.counter.lines,
        "left_out": done.counter.left_out,
        "garbage": done.counter.garbage,
        "rows": done.intake.counts,
        "settled_through": settled.isoformat() if settled else None,
        "doubled_files": done.doubled_files,
        "kept_fuller_days": done.kept_fuller,
    }


def _log(found: LogIntake) -> dict[str, Any]:
    return {
        "lines": found.lines,
        "lines_per_second": round(found.lines / found.seconds) if found.seconds else 0,
        "left_out": found.left_out,
        "garbage": found.garbage,
        "garbage_lines": [{"file": file, "line": line, "text": text} for file, line, text in found.garbage_samples],
        "kept_fuller_days": found.kept_fuller,
    }
