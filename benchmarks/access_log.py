"""``python -m benchmarks.access_log --size S|M|L --reps 5 --json FILE --check``: counting access log lines, against named groups.

S = 100,000, M = 1,000,000, L = 10,000,000 seeded lines in vhost_combined. The plain way takes each line apart with one regular
expression of named groups, makes its time a time and counts the same things; both must come to the same numbers. L is counted by
the product alone. ``--check`` exits 1 when they differ, above 300 MB and, from M on, below 3 × the plain way.
"""

import argparse
import json
import os
import random
import re
import resource
import statistics
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

SIZES = {"S": 100_000, "M": 1_000_000, "L": 10_000_000}
COMPARED = 1_000_000
DAYS = 7
OF_NAMED_GROUPS, MOST_MB = 3.0, 300
PIECE = 5000
HOSTS = [f"app{number}.example.gov.cn" for number in range(20)]
NAMED = re.compile(
    rb"(?P<host>\S+?)(?::\d+)? (?P<address>\S+) \S+ \S+ "
    rb"\[(?P<day>\d\d)/(?P<month>\w{3})/(?P<year>\d{4}):(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) (?P<zone>[+-]\d{4})\] "
    rb'"(?P<method>\S+) (?P<path>[^ ?"]*)(?:\?[^ "]*)?[^"]*" (?P<status>\d{3}) \S+ "(?P<referer>[^"]*)" "(?P<agent>[^"]*)"'
)
MONTHS = {name: at for at, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)}
SHANGHAI = timezone(timedelta(hours=8))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=list(SIZES), default="S")
    parser.add_argument("--reps", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    told = {"size": options.size, **measured(SIZES[options.size], options.reps)}
    print(json.dumps(told, indent=2))
    if options.json:
        options.json.write_text(json.dumps(told, indent=2))
    return 1 if options.check and told["passed_limits"] else 0


def measured(lines: int, reps: int) -> dict[str, Any]:
    """Lines a second (of processor time) of both ways, their ratio, and the memory of the product."""
    from evaluations.usage.rules.visits import LogCounter

    product: list[float] = []
    named: list[float] = []
    results = set()
    for _rep in range(reps):
        counter = LogCounter(_routes())
        spent = 0.0
        for piece in _pieces(lines):
            began = process_time()
            counter.count(piece, name="access.log", number=1)
            spent += process_time() - began
        product.append(spent)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        if lines <= COMPARED:
            plain: dict[Any, Any] = {}
            spent = 0.0
            for piece in _pieces(lines):
                began = process_time()
                _count_plainly(piece, plain)
                spent += process_time() - began
            named.append(spent)
            results |= {_of_counter(counter), _of_plain(plain)}
    ratio = statistics.median(named) / statistics.median(product) if named else None
    limits = {
        "the counts differ": len(results) > 1,
        f"below {OF_NAMED_GROUPS} times named groups": ratio is not None
        and lines >= SIZES["M"]
        and ratio < OF_NAMED_GROUPS,
        f"more than {MOST_MB} MB": peak > MOST_MB,
    }
    return {
        "lines": lines,
        "lines_per_second": round(lines / statistics.median(product)),
        "lines_per_second_named_groups": round(lines / statistics.median(named)) if named else None,
        "ratio": round(ratio, 2) if ratio else None,
        "peak_mb": peak,
        "passed_limits": [limit for limit, passed in limits.items() if passed],
    }


def _routes() -> Any:
    from evaluations.usage.rules.log_lines import Routes

    places = {host.encode(): place for place, host in enumerate(HOSTS)}
    return Routes(places, calls=(b"/api",), actions=((b"POST", b"/apply"),))


def _pieces(lines: int) -> Iterator[list[bytes]]:
    """The same seeded lines every time: a few thousand visitors, browsing in turns, the odd robot, program and failure."""
    rng = random.Random(20260101)
    agents = [f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/{n}.0" for n in range(90, 130)]
    people = [
        (f"10.{rng.randrange(8)}.{rng.randrange(256)}.{rng.randrange(256)}", rng.choice(agents)) for _n in range(4000)
    ]
    people += [("10.9.0.1", "Googlebot/2.1"), ("10.9.0.2", "python-requests/2.32"), ("10.9.0.3", "Zabbix")] * 40
    paths = [f"/page/{n}" for n in range(200)] + [f"/static/app.{n}.js" for n in range(120)] + ["/", "/api/push"] * 20
    piece = []
    for number in range(lines):
        second = number * DAYS * 86_400 // lines
        clock = (
            f"{1 + second // 86_400:02d}/May/2026:{second // 3600 % 24:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        )
        address, agent = people[rng.randrange(len(people))]
        draw = rng.random()
        request = f"POST /apply?case={number}" if draw < 0.02 else f"GET {paths[int(draw * len(paths))]}"
        status = 500 if draw > 0.995 else 404 if draw > 0.98 else 200
        piece.append(
            f'{HOSTS[number % 20]}:443 {address} - - [{clock} +0800] "{request} HTTP/1.1" {status} 5123 '
            f'"https://www.example.gov.cn/" "{agent}"'.encode()
        )
        if len(piece) == PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def _count_plainly(lines: list[bytes], counts: dict[Any, Any]) -> None:
    from evaluations.usage.rules import log_lines

    agents: dict[bytes, int] = {}
    for line in lines:
        matched = NAMED.match(line)
        assert matched
        found = matched.groupdict()
        host, path, method, agent = found["host"].decode(), found["path"], found["method"], found["agent"]
        call = path.startswith(b"/api/")
        if not call and path.rpartition(b".")[2] in log_lines.STATIC:
            continue
        if (who := agents.get(agent)) is None:
            who = agents[agent] = log_lines.agent_kind(agent)
        if who == log_lines.ROBOT or (who == log_lines.PROGRAM and not call):
            continue
        zone = int(found["zone"][:3]) * 60 + int(found["zone"][0:1] + found["zone"][3:])
        at = datetime(
            int(found["year"]),
            MONTHS[found["month"]],
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            int(found["second"]),
            tzinfo=timezone(timedelta(minutes=zone)),
        ).astimezone(SHANGHAI)
        day = counts.setdefault((host, str(at.date())), {"visits": {}, "actions": 0, "calls": 0, "errors": 0})
        status = int(found["status"])
        if status >= 400:
            day["errors"] += status >= 500
        elif call:
            day["calls"] += 1
        else:
            day["visits"].setdefault((found["address"], agent), []).append(at.timestamp())
            day["actions"] += method == b"POST" and path == b"/apply"


def _of_plain(counts: dict[Any, Any]) -> str:
    told = []
    for (host, day), found in counts.items():
        sessions = 0
        for times in found["visits"].values():
            times.sort()
            sessions += 1 + sum(later - earlier > 1800 for earlier, later in pairwise(times))
        told.append((host, day, len(found["visits"]), sessions, found["actions"], found["calls"], found["errors"]))
    return str(sorted(told))


def _of_counter(counter: Any) -> str:
    return str(
        sorted(
            (
                HOSTS[place],
                str(date(1970, 1, 1) + timedelta(days=day)),
                len(tally.visitors),
                tally.sessions,
                tally.actions,
                tally.calls,
                tally.errors,
            )
            for day, tallies in counter.days.items()
            for place, tally in tallies.items()
        )
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main())
