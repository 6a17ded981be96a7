"""Access logs on their way in: opened, counted per day and system, taken in as rows of their collector."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from evaluations.usage.errors import LogRefused
from evaluations.usage.models import UsageRow
from evaluations.usage.rules.json_lines import Fields
from evaluations.usage.rules.visits import DAY, SHANGHAI, LogCounter
from evaluations.usage.services.deliveries import delivery_of
from evaluations.usage.services.intake import Intake, take_in_delivery
from registry.ledger.services import Actor

_PIECE = 1 << 20
_LONGEST_LINE = 1 << 16
_GZIP = b"\x1f\x8b"
_EPOCH = date(1970, 1, 1)
USUAL = Fields()
GARBAGE_SHARE = 0.05
"""More lines than this that cannot be read, and the file is taken for something else than an access log (本单位设定)."""


@dataclass(slots=True)
class LogIntake:
    """What became of access logs: how many lines, what was left out and why, and the rows they came to."""

    intake: Intake
    lines: int
    left_out: dict[str, int]
    garbage: int
    garbage_samples: list[tuple[str, int, str]]
    seconds: float
    kept_fuller: list[str] = field(default_factory=list)


def take_in_logs(
    paths: Sequence[Path],
    *,
    counter: LogCounter,
    codes: Sequence[str],
    named: frozenset[str],
    collector: str,
    by: Actor | None,
    skip_wrong: bool = False,
    dry_run: bool = False,
    complete: bool = False,
    fields: Fields = USUAL,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> LogIntake:
    """Count all files as one log, then take the rows in together. ``fields`` says how parts of JSON lines are called.

    ``codes[place]`` is the system a route of ``counter`` leads to; ``named`` are those somebody mapped by hand, which get a zero on
    every day the log was alive even when no line was theirs. A day without any line is missing, unless the log is ``complete``:
    then it was quiet, and the first and last day were seen from midnight to midnight. ``progress`` is told bytes.

    Raises:
        LogRefused: a file is cut off or is no log, or no line belongs to a system.
    """
    began = perf_counter()
    digest = hashlib.sha256()
    total = sum(path.stat().st_size for path in paths)
    done = 0
    for path in paths:
        for number, lines in _blocks(path, digest):
            counter.count(combined(lines, fields), name=path.name, number=number)
            progress(done, total)
        done += path.stat().st_size
    seconds = perf_counter() - began
    refuse_if_no_log(counter, skip_wrong=skip_wrong)
    rows = rows_of(counter, codes, named, complete=complete)
    rows, kept_fuller = without_poorer(rows, collector)
    name = ", ".join(path.name for path in paths)
    intake = take_in_delivery(
        delivery_of(rows, name=name, sha256=digest.hexdigest()),
        collector=collector,
        by=by,
        dry_run=dry_run,
        complete=complete,
    )
    return LogIntake(
        intake, counter.lines, counter.left_out, counter.garbage, counter.garbage_samples, seconds, kept_fuller
    )


def combined(lines: list[bytes], fields: Fields) -> list[bytes]:
    """Lines of JSON as combined ones; whether they are JSON the first one tells."""
    if not (lines and lines[0].lstrip()[:1] == b"{"):
        return lines
    return [fields.combined(line) for line in lines]


def _blocks(path: Path, digest: Any) -> Iterator[tuple[int, list[bytes]]]:
    """``(number of the first, lines)`` by the megabyte; a line beyond 64 kB is cut, so that none fills the memory."""
    rest, number = b"", 1
    with path.open("rb") as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        source: BinaryIO = gzip.GzipFile(fileobj=raw) if packed else raw  # type: ignore[assignment]
        try:
            while piece := source.read(_PIECE):
                digest.update(piece)
                lines = (rest + piece).split(b"\n")
                rest = lines.pop()
                yield number, lines
                number += len(lines)
                if len(rest) > _LONGEST_LINE:
                    rest = rest[:_LONGEST_LINE]
        except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
            raise LogRefused.because(
                "damaged-archive",
                _("%(file)s is cut off or damaged and cannot be unpacked to its end. Copy it again.")
                % {"file": path.name},
            ) from problem
    if rest:
        yield number, [rest]


def refuse_if_no_log(counter: LogCounter, *, skip_wrong: bool) -> None:
    good = counter.lines - counter.garbage
    if not good or (not skip_wrong and counter.garbage > GARBAGE_SHARE * counter.lines):
        raise LogRefused.because(
            "not-a-log",
            _(
                "%(garbage)d of %(lines)d lines are no access log lines (common, combined, vhost_combined or JSON). First: %(first)s"
            )
            % {"garbage": counter.garbage, "lines": counter.lines, "first": described(counter.garbage_samples)},
        )
    if not counter.seen_places:
        raise LogRefused.because(
            "no-system",
            _("None of %(lines)d lines belongs to a system. Map hosts or paths to systems.") % {"lines": good},
        )


def described(samples: Sequence[tuple[str, int, str]]) -> str:
    """The lines that could not be read, as ``file:number “text”``; addresses are already gone from the text."""
    return "; ".join(f"{name}:{number} “{text}”" for name, number, text in samples) or "—"


def rows_of(
    counter: LogCounter, codes: Sequence[str], named: frozenset[str], *, complete: bool
) -> list[dict[str, Any]]:
    """One row per day the log was alive and system it is known to serve."""
    days = sorted(counter.days)
    if complete:
        days = list(range(days[0], days[-1] + 1))
    places = [place for place, code in enumerate(codes) if place in counter.seen_places or code in named]
    has_calls, has_actions = bool(counter.routes.calls), bool(counter.routes.actions)
    rows = []
    for day in days:
        coverage = 1.0 if complete else _coverage(counter, day)
        for place in places:
            tally = counter.days.get(day, {}).get(place)
            visitors = len(tally.visitors) if tally else 0
            row = {
                "system": codes[place],
                "day": (_EPOCH + timedelta(days=day)).isoformat(),
                "active_users": visitors,
                "sessions": tally.sessions if tally else 0,
                "errors": tally.errors if tally else 0,
                "coverage": coverage,
            }
            if has_calls:
                row["inbound_calls"] = tally.calls if tally else 0
            if has_actions:
                row["substantive_actions"] = tally.actions if tally else 0
                row["effective_users"] = len(tally.acting) if tally else 0
            rows.append(row)
    return rows


def _coverage(counter: LogCounter, day: int) -> float:
    """The share of the day between the log's first and last line."""
    begins = day * DAY - SHANGHAI
    seen = min(counter.last + 1, begins + DAY) - max(counter.first, begins)
    return round(min(max(seen / DAY, 0.0), 1.0), 4)


def without_poorer(rows: list[dict[str, Any]], collector: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Leave out days of which the collector already has more: half of a rotated log does not replace the whole day. One query."""
    partial = {row["day"] for row in rows if row["coverage"] < 1}
    known = UsageRow.objects.filter(collector__code=collector, day__in=partial, period_days=1)
    fuller = {
        (day.isoformat(), code): coverage
        for day, code, coverage in known.values_list("day", "system__code", "coverage")
    }
    kept = []
    days = set()
    for row in rows:
        if fuller.get((row["day"], row["system"]), 0) > row["coverage"]:
            days.add(row["day"])
        else:
            kept.append(row)
    return kept, sorted(days)
