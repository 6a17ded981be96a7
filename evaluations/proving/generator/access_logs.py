"""The access log of a small web server, combined or in JSON: as many visitors, visits, acts and failures as were counted."""

import gzip
import json
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
    """One file of the days of some rows of one system, packed; of JSON objects when it is called ``.json.gz``.

    The server's own probe keeps it alive on quiet days.
    """
    told = _object if target.suffixes[-2] == ".json" else _line
    with gzip.open(target, "wt", encoding="ascii") as log:
        for at in range(*rows.indices(len(block))):
            lines = sorted(_lines(block, at))
            log.writelines(f"{told(days.date_of(int(block.day[at])), line)}\n" for line in lines)


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
    moment = f"{day.day:02d}/{_MONTHS[day.month - 1]}/{day.year}:{_clock(second)} +0800"
    return f'{address} - - [{moment}] "{request} HTTP/1.1" {status} 512 "-" "{agent}"'


def _object(day: date, said: Said) -> str:
    """As nginx writes it when it is told ``escape=json``."""
    second, address, request, status, agent = said
    method, path = request.split()
    told = {
        "time_iso8601": f"{day}T{_clock(second)}+08:00",
        "remote_addr": address,
        "request_method": method,
        "request_uri": path,
        "status": status,
        "body_bytes_sent": 512,
        "http_user_agent": agent,
    }
    return json.dumps(told)


def _clock(second: int) -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
