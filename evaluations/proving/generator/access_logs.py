"""The access log of a small web server, line by line: as many visitors, visits, acts and failures as were counted."""

import gzip
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np

from evaluations.proving.generator.days import Days
from evaluations.proving.generator.rows import Block

OPENS = 8 * 3600
"""Visits begin at eight in the morning."""
APART = 45 * 60
"""Seconds between two visits of one person: after half an hour of silence it is another visit."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
_WATCHMAN = "kube-probe/1.27"

Said = tuple[int, str, str, int, str]
"""``second of the day, address, request, status, agent``"""


def write_log(block: Block, rows: slice, days: Days, target: Path) -> None:
    """One file of the days of some rows of one system, packed. The server's own probe keeps it alive on quiet days."""
    with gzip.open(target, "wt", encoding="ascii") as log:
        for at in range(*rows.indices(len(block))):
            lines = sorted(_lines(block, at))
            log.writelines(f"{_line(days.date_of(int(block.day[at])), line)}\n" for line in lines)


def stretches(block: Block) -> Iterator[slice]:
    """Rows of one system and of days that follow each other: a file each."""
    breaks = np.flatnonzero((np.diff(block.system) != 0) | (np.diff(block.day) != 1)) + 1
    edges = [0, *breaks.tolist(), len(block)]
    yield from (slice(low, high) for low, high in pairwise(edges) if high > low)


def _lines(block: Block, at: int) -> Iterator[Said]:
    visitors, visits, acting, acts, failures = (
        int(block.measures[name][at])
        for name in ("active_users", "sessions", "effective_users", "substantive_actions", "errors")
    )
    yield 60, "10.0.0.1", "GET /", 200, _WATCHMAN
    for number in range(visits):
        yield (
            OPENS + 3 * (number % visitors) + number // visitors * APART,
            _address(number % visitors),
            "GET /",
            200,
            _BROWSER,
        )
    for number in range(acts):
        second = OPENS + 3 * (number % acting) + 20 + number // acting
        yield second, _address(number % acting), "POST /apply", 200, _BROWSER
    for number in range(failures):
        yield OPENS + number, _address(number), "GET /", 500, _BROWSER


def _address(visitor: int) -> str:
    return f"10.{1 + visitor // 65536}.{visitor // 256 % 256}.{visitor % 256}"


def _line(day: date, said: Said) -> str:
    second, address, request, status, agent = said
    clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    moment = f"{day.day:02d}/{_MONTHS[day.month - 1]}/{day.year}:{clock} +0800"
    return f'{address} - - [{moment}] "{request} HTTP/1.1" {status} 512 "-" "{agent}"'
