"""``python -m benchmarks.sweep_workers --db pg --size S|M|L --json FILE --check``: a sweep from nothing on one process and on several.

Fleet as in ``benchmarks.sweep``, at L a quarter of a year; PostgreSQL only. Taking turns: one process as on SQLite; one worker that
goes through all shards; two workers. Told are seconds by the clock, and of processors, those of the program and those of the database
apart.
``--check`` exits 1 when they do not leave the very same behind, or when two workers take longer than one.
"""

import hashlib
import resource
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks import years
from benchmarks.command import Asked, Ratio, run, told
from benchmarks.sweep import AS_OF

SIZES = {"S": (2_000, 90), "M": (10_000, 365), "L": (100_000, 91)}

PER_SECOND = 100
"""Clock ticks of ``/proc``."""


def main() -> int:
    return run("sweep_workers", says=__doc__, sizes=SIZES, reps=3, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    from evaluations.findings.services import sweep

    if asked.db != "pg":
        raise SystemExit("Only PostgreSQL lets several write at a time: --db pg")
    systems, days = SIZES[asked.size]
    fleet = years.Fleet(AS_OF)
    rows = fleet.tell(fleet.grow(systems), range(days), of=days)
    sweep(as_of=AS_OF, by=None, full=True)
    ways: dict[str, Callable[[], object]] = {
        "one_process": lambda: sweep(as_of=AS_OF, by=None, full=True),
        "one_worker": lambda: _shared(1),
        "two_workers": lambda: _shared(2),
    }
    turns = [{name: _Turn.taken(way) for name, way in ways.items()} for _rep in range(asked.reps)]
    figures: dict[str, Any] = {"systems": systems, "rows": rows, "shards": _shards(systems)}
    for name in ways:
        for field in ("seconds", "program_cpu", "database_cpu"):
            figures[f"{name}_{field}"] = round(statistics.median(getattr(turn[name], field) for turn in turns), 1)
    ratios = [
        Ratio(f"two workers, {figures['shards']} shards, by the clock", way, _ratio(turns, way), limit)
        for way, limit in (("one_worker", 1.0), ("one_process", None))
    ]
    same = len({turn[name].left for turn in turns for name in ways}) == 1
    return {**figures, **told(ratios, {"not the same is left behind": not same})}


def _ratio(turns: Sequence[dict[str, "_Turn"]], way: str) -> float:
    return statistics.median(turn["two_workers"].seconds / turn[way].seconds for turn in turns)


@dataclass(frozen=True, slots=True)
class _Turn:
    """Seconds of one way, and a hash of what it left behind."""

    seconds: float
    program_cpu: float
    database_cpu: float
    left: str

    @classmethod
    def taken(cls, way: Callable[[], object]) -> "_Turn":
        program, database, began = _of_program(), _of_database(), perf_counter()
        way()
        seconds = perf_counter() - began
        return cls(seconds, _of_program() - program, _of_database() - database, _left())


def _shared(processes: int) -> None:
    from evaluations.findings.services.sharing import share
    from evaluations.findings.services.splitting import begin

    if share(begin(as_of=AS_OF, by=None), processes=processes).done is None:
        raise AssertionError("It did not come to its end.")


def _shards(systems: int) -> int:
    from evaluations.findings.services.splitting import shards_of

    return shards_of(systems)


def _left() -> str:
    """States, series and findings, but for the time they were written at."""
    from evaluations.findings.models import Finding, SeriesBlock, StateBlock

    digest = hashlib.sha256()
    for block in (*StateBlock.objects.order_by("pk").values_list(), *SeriesBlock.objects.order_by("pk").values_list()):
        digest.update(b"".join(bytes(part) for part in block[1:]))
    for row in Finding.objects.order_by("system", "kind").values_list(
        "system", "kind", "tier", "state", "evidence_sha256"
    ):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def _of_program() -> float:
    """Processor seconds of this process and of those it started that have ended."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _of_database() -> float:
    """Processor seconds of the server and of all it ever started; it runs on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        server = int(_stat(cursor.fetchone()[0])[1])
    children = [_stat(int(path.name)) for path in Path("/proc").iterdir() if path.name.isdigit()]
    mine = sum(int(each[11]) + int(each[12]) for each in children if each and int(each[1]) == server)
    return (mine + sum(int(each) for each in _stat(server)[11:15])) / PER_SECOND


def _stat(process: int) -> list[str]:
    """The fields of ``/proc/…/stat`` after its name; none when it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


if __name__ == "__main__":
    sys.exit(main())
