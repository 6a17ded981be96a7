"""``python -m benchmarks.ledger --db sqlite|pg --size S|M|L --reps 3 --json FILE --check``: walking and exporting a large ledger.

S = 20,000, M = 100,000, L = 500,000 events in streams of ten, chained by SHA-256 and then, in a ledger made anew, by SM3, and sealed
by a checkpoint. Three ways take turns: ``read`` fetches every event in the order of its chain and hashes nothing, ``verify`` is what
``verify_ledger`` does, ``export`` what ``export_ledger`` does. Both commands then run as processes of their own, and a stranger's
process verifies the export. ``--check`` exits 1 when a chain does not hold, when an altered event is not found and when one of the
three processes needs more than its memory.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.command import Asked, Ratio, run, told

SIZES = {"S": 20_000, "M": 100_000, "L": 500_000}
LENGTH = 10
"""Events of a stream; a case has about thirty."""
MOST_MB = 300
"""Of each process: the ends of all streams are kept, no events."""
TELL_PEAK = """
import runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    with open("/proc/self/status") as status:
        print([line for line in status if line.startswith("VmHWM")][0])
"""
"""Runs a script; its last line is the most memory it had. (What ``resource`` says of a child counts its parent's memory too.)"""
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> int:
    return run("ledger", says=__doc__, sizes=SIZES, reps=3, measured=_steps)


def _steps(asked: Asked) -> dict[str, Any]:
    _look_whether_it_is_nobodys()
    steps = [measured(SIZES[asked.size], asked.reps, algorithm) for algorithm in ("sha256", "sm3")]
    ratios = [
        Ratio(
            f"{way} {step['events']:,} events, {step['algorithm']}",
            "reading them",
            step["per_cpu_second"]["read"] / step["per_cpu_second"][way],
        )
        for step in steps
        for way in ("verify", "export")
    ]
    limits = {limit: True for step in steps for limit in step["passed_limits"]}
    return {"steps": steps, "peak_mb": max(step["peak_mb"] for step in steps), **told(ratios, limits)}


def measured(events: int, reps: int, algorithm: str) -> dict[str, Any]:
    """Events a second of each way, and of processor time; the memory of the commands."""
    from registry.checkpoints.selectors import verify_with_checkpoints
    from registry.checkpoints.services import seal
    from registry.ledger.selectors import export

    _fill(events, algorithm)
    seal(by=None)
    ways: dict[str, Callable[[], object]] = {
        "read": _read,
        "verify": verify_with_checkpoints,
        "export": lambda: sum(len(line) for line in export()),
    }
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    busy: dict[str, list[float]] = {way: [] for way in ways}
    for _rep in range(reps):
        for way, act in ways.items():
            began, cpu = perf_counter(), process_time()
            act()
            seconds[way].append(perf_counter() - began)
            busy[way].append(process_time() - cpu)
    told, peak = _as_commands()
    _alter()
    limits = {
        "a chain does not hold": {
            f"{events + 1} events in {events // LENGTH + 1} streams read" in each for each in told
        }
        != {True},
        "an altered event is not found": [each.problem for each in verify_with_checkpoints().breaks] != ["altered"],
        f"more than {MOST_MB} MB": peak > MOST_MB,
    }
    return {
        "algorithm": algorithm,
        "events": events,
        "per_second": {way: round(events / statistics.median(each)) for way, each in seconds.items()},
        "per_cpu_second": {way: round(events / statistics.median(each)) for way, each in busy.items()},
        "peak_mb": peak,
        "passed_limits": [limit for limit, passed in limits.items() if passed],
    }


def _look_whether_it_is_nobodys() -> None:
    from registry.ledger.models import Event

    if Event.objects.exists():
        raise SystemExit("This database has a ledger; give the benchmark an empty one.")


def _as_commands() -> tuple[list[str], int]:
    """What ``verify_ledger``, and a stranger who was given the export, say of a ledger that holds; MB of the largest process."""
    file = str(Path(os.environ["DATA_DIR"]) / "ledger.jsonl")
    commands = (
        ["manage.py", "export_ledger", "--to", file],
        ["manage.py", "verify_ledger"],
        ["registry/ledger/chain.py", file],
    )
    told = [
        subprocess.run([sys.executable, "-c", TELL_PEAK, *each], check=True, capture_output=True, text=True).stdout
        for each in commands
    ]
    return told[1:], max(int(each.split()[-2]) // 1024 for each in told)


def _fill(events: int, algorithm: str) -> None:
    """A ledger of nothing but these events, in the order in which they would have been recorded: streams in turns."""
    from django.db import connection, transaction

    from registry.ledger.chain import HASHED_FIELDS
    from registry.ledger.models import Event, Head

    _empty()
    columns = (*HASHED_FIELDS, "hash")
    insert = f"INSERT INTO {Event._meta.db_table} ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    heads: dict[str, Head] = {}

    def rows() -> Iterator[list[Any]]:
        for event in _chained(events, events // LENGTH, algorithm):
            heads[event["stream"]] = Head(stream=event["stream"], seq=event["seq"], hash=event["hash"])
            event |= {"data": json.dumps(event["data"]), "at": connection.ops.adapt_datetimefield_value(event["at"])}
            yield [event[name] for name in columns]

    with transaction.atomic(), connection.cursor() as cursor:
        made = rows()
        while piece := list(islice(made, 2000)):
            cursor.executemany(insert, piece)
    Head.objects.bulk_create(heads.values(), batch_size=2000)


def _chained(events: int, streams: int, algorithm: str) -> Iterator[dict[str, Any]]:
    from registry.ledger.chain import digest

    last = [""] * streams
    for number in range(events):
        place = number % streams
        person = f"person{number % 97}"
        fields = {
            "stream": f"case/RT-2026-{place:06}",
            "seq": number // streams + 1,
            "at": BEGAN + timedelta(seconds=number, microseconds=number % 1000),
            "verb": "cases.review_filed",
            "actor": person,
            "actor_name": f"人员{number % 97}",
            "subject_type": "Case",
            "subject": f"RT-2026-{place:06}",
            "data": {
                "target": "necessity",
                "standing": {"role": "necessity_reviewer", "organisation": "LOCAL-12", "name": "县农业农村局"},
                "state": ["review", "review"],
                "round": [1, 1],
                "review_sha256": f"{number:064x}",
                "duty": {person: "review:necessity"},
            },
            "algorithm": algorithm,
            "previous_hash": last[place],
        }
        last[place] = digest(fields)
        yield {**fields, "hash": last[place]}


def _read() -> None:
    from registry.ledger.models import Event
    from registry.ledger.selectors import rows, snapshot

    with snapshot():
        for _row in rows(Event.objects.all()):
            pass


def _empty() -> None:
    """Take the ledger's guards and the events of the step before away."""
    from django.db import connection

    from registry.checkpoints.models import Checkpoint, SealedHead
    from registry.ledger.insert_only import removals_of
    from registry.ledger.models import Event, Head

    with connection.cursor() as cursor:
        for model in (SealedHead, Checkpoint, Event, Head):
            for sentence in removals_of(model._meta.db_table, connection.vendor):
                cursor.execute(sentence)
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def _alter() -> None:
    """One event, somewhere."""
    from registry.ledger.models import Event

    Event.objects.filter(pk=Event.objects.latest("pk").pk - LENGTH).update(actor="nobody")


if __name__ == "__main__":
    sys.exit(main())
