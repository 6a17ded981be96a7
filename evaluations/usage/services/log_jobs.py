"""Log files counted side by side, a job each; whoever counts the last one takes all of them in together.

What a job counted is kept with its part, visitors as hashes under a salt that goes when the reading does. A job that is killed is run
again and counts its file anew; a part whose reading is over counts nothing.
"""

import json
import secrets
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from django.db import transaction

from evaluations.usage.models import LogPart, LogReading
from evaluations.usage.rules.tallies import Tally
from evaluations.usage.rules.visits import LogCounter
from evaluations.usage.services.collectors import collectors_for
from evaluations.usage.services.log_files import Counted, LogFile, counted, files_of
from evaluations.usage.services.log_options import LogOptions
from evaluations.usage.services.resuming import Resumed, places_of, take_in_counted
from registry.jobs import services as jobs
from registry.jobs.models import Job
from registry.ledger.services import Actor
from registry.organisations.models import Person


def read_now(paths: Sequence[Path], *, options: LogOptions, collector: str, by: Actor | None) -> Resumed:
    """Read files on from where they were left, one after the other.

    Raises:
        LogRefused: a file is cut off or is no log, or no line belongs to a system; nothing was kept.
    """
    files, doubled = files_of(paths, places_of(collector))
    salt = secrets.token_bytes(16)
    parts = [counted(file, options.counter(salt=salt), fields=options.fields) for file in files]
    done = _taken_in(parts, options=options, salt=salt, collector=collector, by=by)
    done.doubled_files = doubled
    return done


@transaction.atomic
def read_in_jobs(paths: Sequence[Path], *, options: LogOptions, collector: str, by: Person | None) -> list[Job]:
    """Write down a job for each file, those of an earlier reading of the same collector that was never ended aside.

    Raises:
        LogRefused: the options cannot be understood, or a file cannot be opened.
    """
    assert options.mapping  # noqa: S101  (raises what is wrong before any job is written)
    files, _doubled = files_of(paths, places_of(collector))
    ids = collectors_for([collector], reporter=None)
    LogReading.objects.filter(collector=ids[collector]).delete()
    reading = LogReading.objects.create(
        collector_id=ids[collector], options=options.told(), salt=secrets.token_bytes(16)
    )
    parts = [LogPart.objects.create(reading=reading, path=str(file.path.resolve())) for file in files]
    return [jobs.add("usage.read_log", by=by, arguments={"part": part.pk}) for part in parts]


def read_part(*, part_id: int, by: Actor | None, progress: Callable[[int], None] = lambda done: None) -> Resumed | None:
    """Count one part; the last one takes all in. ``None``: others are still to be counted, or the reading is over.

    Raises:
        LogRefused: as :func:`read_now`.
    """
    part = LogPart.objects.select_related("reading__collector").filter(pk=part_id).first()
    if part is None:
        return None
    reading = part.reading
    options, salt = LogOptions.kept(reading.options), bytes(reading.salt)
    files, _doubled = files_of([Path(part.path)], places_of(reading.collector.code))
    done = [counted(file, options.counter(salt=salt), fields=options.fields, progress=progress) for file in files]
    with transaction.atomic():
        locked = LogReading.objects.select_for_update().filter(pk=reading.pk).first()
        if locked is None:
            return None
        LogPart.objects.filter(pk=part.pk).update(tally=_packed(done))
        if locked.parts.filter(tally=None).exists():
            return None
        parts = [each for kept in locked.parts.all() for each in _unpacked(bytes(kept.tally or b""), options, salt)]
        taken = _taken_in(parts, options=options, salt=salt, collector=reading.collector.code, by=by)
        locked.delete()
    return taken


def _taken_in(
    parts: Sequence[Counted], *, options: LogOptions, salt: bytes, collector: str, by: Actor | None
) -> Resumed:
    mapping = options.mapping
    return take_in_counted(
        parts,
        whole=options.counter(salt=salt),
        codes=mapping.codes,
        named=mapping.named,
        collector=collector,
        by=by,
        skip_wrong=options.skip_wrong,
    )


_PLAIN = ("lines", "left_out", "garbage", "garbage_samples", "first", "last")


def _packed(parts: Sequence[Counted]) -> bytes:
    told: list[dict[str, Any]] = [
        {
            "file": asdict(part.file) | {"path": str(part.file.path), "head": part.file.head.hex()},
            "marks": part.marks,
            "seen": sorted(part.counter.seen_places),
            "plain": {name: getattr(part.counter, name) for name in _PLAIN},
            "days": [
                [
                    day,
                    place,
                    tally.visitors.tolist(),
                    tally.spans.tolist(),
                    sorted(tally.acting),
                    tally.actions,
                    tally.calls,
                    tally.errors,
                ]
                for day, tallies in part.counter.days.items()
                for place, tally in [*tallies.items(), (-1, Tally())]
            ],
        }
        for part in parts
    ]
    return zlib.compress(json.dumps(told).encode())


def _unpacked(packed: bytes, options: LogOptions, salt: bytes) -> list[Counted]:
    return [_part(told, options.counter(salt=salt)) for told in json.loads(zlib.decompress(packed))]


def _part(told: dict[str, Any], counter: LogCounter) -> Counted:
    for name, value in told["plain"].items():
        setattr(counter, name, value)
    counter.garbage_samples = [(name, number, text) for name, number, text in told["plain"]["garbage_samples"]]
    counter.seen_places = set(told["seen"])
    for day, place, visitors, spans, acting, actions, calls, errors in told["days"]:
        tallies = counter.days.setdefault(day, {})
        if place >= 0:
            tallies[place] = Tally(set(acting), actions, calls, errors)
            tallies[place].keep(np.array(visitors, np.int64), np.array(spans, np.int64))
    about = told["file"]
    file = LogFile(**{**about, "path": Path(about["path"]), "head": bytes.fromhex(about["head"])})
    return Counted(file, counter, [(at, last) for at, last in told["marks"]])
