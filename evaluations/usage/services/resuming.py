"""Logs read bit by bit: each time on from the first day that was not over, so that nothing is counted twice and nothing is lost.

Whole days are taken in, and how far each file was read is kept in the same transaction: whoever is killed half-way has done
nothing, and the next one begins where the last one began. A day that is not over is read again as a whole next time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.usage.models import Collector, LogPlace, UsageRow
from evaluations.usage.rules.visits import DAY, SHANGHAI, LogCounter
from evaluations.usage.services.access_logs import refuse_if_no_log, rows_of, without_poorer
from evaluations.usage.services.collectors import collectors_for
from evaluations.usage.services.deliveries import delivery_of
from evaluations.usage.services.intake import Intake, take_in_delivery
from evaluations.usage.services.log_files import Counted, begins
from registry.ledger.services import Actor

GRACE = 3600
"""Seconds after midnight until which lines of the day before may still be written: a request is logged when it ends."""
WATCHED = timedelta(days=92)
_EPOCH = date(1970, 1, 1)


@dataclass(slots=True)
class Resumed:
    """What one reading brought. ``settled_through``: the last day that is over in all of the log."""

    intake: Intake
    counter: LogCounter
    settled_through: date | None
    doubled_files: list[str] = field(default_factory=list)
    kept_fuller: list[str] = field(default_factory=list)


def places_of(collector: str) -> list[LogPlace]:
    return list(LogPlace.objects.filter(collector__code=collector))


def take_in_counted(
    parts: Sequence[Counted],
    *,
    whole: LogCounter,
    codes: Sequence[str],
    named: frozenset[str],
    collector: str,
    by: Actor | None,
    skip_wrong: bool = False,
) -> Resumed:
    """Put what was counted in several files together, take the days in that are not settled, and keep how far it is.

    Raises:
        LogRefused: that is no log, or no line belongs to a system; nothing was kept.
    """
    for part in parts:
        if part.counter is not whole:
            whole.add(part.counter)
    with transaction.atomic():
        ids = collectors_for([collector], reporter=None)
        Collector.objects.select_for_update().get(pk=ids[collector])  # one reading of a collector at a time
        before = _settled(collector)
        if before is not None:
            _forget(whole, through=before)
        if not whole.days:
            return Resumed(Intake("log"), whole, before)
        whole.seen_places |= _watched(collector, codes)
        refuse_if_no_log(whole, skip_wrong=skip_wrong)
        rows = rows_of(whole, codes, named, complete=False)
        rows, kept_fuller = without_poorer(rows, collector)
        name = ", ".join(part.file.path.name for part in parts)
        intake = take_in_delivery(delivery_of(rows, name=name), collector=collector, by=by)
        settled = max(filter(None, (before, _over(whole))), default=None)
        for part in parts:
            _keep_place(part, ids[collector], settled)
    return Resumed(intake, whole, settled, kept_fuller=kept_fuller)


def _settled(collector: str) -> date | None:
    days = LogPlace.objects.filter(collector__code=collector, settled_through__isnull=False)
    return days.order_by("-settled_through").values_list("settled_through", flat=True).first()


def _forget(counter: LogCounter, *, through: date) -> None:
    """Leave settled days out; the log was alive from the end of the last one on."""
    last = (through - _EPOCH).days
    counter.days = {day: tallies for day, tallies in counter.days.items() if day > last}
    if counter.last:
        counter.first = min(counter.first, (last + 1) * DAY - SHANGHAI)


def _watched(collector: str, codes: Sequence[str]) -> set[int]:
    """The places of systems it told of lately: on a day the log was alive, they get a zero."""
    since = timezone.localdate() - WATCHED
    told = UsageRow.objects.filter(collector__code=collector, day__gte=since).values_list("system__code", flat=True)
    return {codes.index(code) for code in set(told.distinct()) & set(codes)}


def _over(counter: LogCounter) -> date | None:
    """The last day seen that is over: lines of an hour later were seen too."""
    day = (counter.last - GRACE + SHANGHAI) // DAY - 1
    return _EPOCH + timedelta(days=day) if day >= (counter.first + SHANGHAI) // DAY else None


def _keep_place(part: Counted, collector: int, settled: date | None) -> None:
    """From where to go on: the last block before which only settled days lie."""
    ends = ((settled - _EPOCH).days + 1) * DAY - SHANGHAI if settled else 0
    offset = max((at for at, last in part.marks if last < ends), default=part.file.begins_at)
    about: dict[str, Any] = {
        "name": part.file.path.name[:500],
        "inode": part.file.inode,
        "size": part.file.size,
        "offset": offset,
        "settled_through": settled,
    }
    known = [each for each in LogPlace.objects.filter(collector=collector) if begins(part.file.head, each)]
    for old in known[1:]:
        old.delete()
    place = known[0] if known else LogPlace(collector_id=collector)
    place.head_bytes, place.head_sha256 = len(part.file.head), part.file.head_sha256
    for name, value in about.items():
        setattr(place, name, value)
    place.save()


def paths_of(patterns: Sequence[Path]) -> list[Path]:
    """Files, and of folders the files in them."""
    return [
        each for path in patterns for each in (sorted(path.iterdir()) if path.is_dir() else [path]) if each.is_file()
    ]
