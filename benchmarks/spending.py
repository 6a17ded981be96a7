"""What a piece of work costs, and ways that take turns.

The machine is shared, so ratios are of processor time: that of this process and, on PostgreSQL, of all processes of the server, its
parallel workers included. Seconds by the clock are told beside it.
"""

import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter, process_time

TICKS = 100
"""A second, where ``/proc`` counts in ticks: of the server's processes that are over."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Processor seconds, and seconds by the clock."""

    busy: float
    wall: float


def spent(work: Callable[[], object]) -> Spent:
    began, busy = perf_counter(), _busy()
    work()
    wall = perf_counter() - began
    return Spent(_busy() - busy, wall)


def median(several: list[Spent]) -> Spent:
    return Spent(statistics.median(each.busy for each in several), statistics.median(each.wall for each in several))


def taking_turns(
    ways: Mapping[str, Callable[[], object]],
    reps: int,
    *,
    before: Callable[[], object] = lambda: None,
    after: Callable[[str], object] = lambda way: None,
) -> dict[str, Spent]:
    """Medians of each way; ``before`` and ``after`` each turn something may be done that is not counted."""
    several: dict[str, list[Spent]] = {way: [] for way in ways}
    for _rep in range(reps):
        for way, work in ways.items():
            before()
            several[way].append(spent(work))
            after(way)
    return {way: median(each) for way, each in several.items()}


def _busy() -> float:
    from django.db import connection

    if connection.vendor != "postgresql":
        return process_time()
    server = _postmaster()
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    living = 0
    for child in children:
        try:
            living += int(Path(f"/proc/{child}/schedstat").read_text().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            continue  # a worker that has just ended is among those that are over
    over = sum(map(int, _stat(server)[13:15])) / TICKS
    return process_time() + living / 1e9 + over


@cache
def _postmaster() -> int:
    from django.db import connection

    connection.ensure_connection()
    return int(_stat(connection.connection.info.backend_pid)[1])


def _stat(process: int) -> list[str]:
    """The fields of ``/proc/…/stat`` that follow the name, which may hold blanks."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
