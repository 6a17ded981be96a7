"""``python -m benchmarks.sweep_workers --db pg --size S|M|L --json FILE --check``: a sweep from nothing on one process and on several.

Sizes and fleet as in ``benchmarks.sweep``, PostgreSQL only. Taking turns: one process as on SQLite; one worker that goes through all
shards; two workers. Told are seconds by the clock, and of processors, those of the program and those of the database apart.
``--check`` exits 1 when they do not leave the very same behind, or when two workers take longer than one.
"""

import hashlib
import resource
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.command import Asked, run
from benchmarks.sweep import AS_OF, SIZES, _fill

PER_SECOND = 100
"""Clock ticks of ``/proc``."""


def main() -> int:
    return run("sweep_workers", says=__doc__, sizes=SIZES, reps=3, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    from evaluations.findings.services import sweep

    if asked.db != "pg":
        raise SystemExit("Only PostgreSQL lets several write at a time: --db pg")
    systems, periods, length = SIZES[asked.size]
    rows = _fill(0, systems, periods, length)
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
    faster = statistics.median(turn["one_worker"].seconds / turn["two_workers"].seconds for turn in turns)
    limits = {
        "not the same is left behind": len({turn[name].left for turn in turns for name in ways}) > 1,
        "two workers take longer than one": faster < 1,
    }
    return {
        **figures,
        "two_workers_against_one_worker": round(faster, 2),
        "two_workers_against_one_process": round(
            statistics.median(turn["one_process"].seconds / turn["two_workers"].seconds for turn in turns), 2
        ),
        "passed_limits": [limit for limit, passed in limits.items() if passed],
    }


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
