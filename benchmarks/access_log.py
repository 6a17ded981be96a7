"""``python -m benchmarks.access_log --db sqlite|pg --size S|M|L --reps 3 --json FILE --check``: counting lines of access logs.

S = 100,000, M = 1,000,000, L = 10,000,000 seeded lines in vhost_combined, in a file. Taking turns, each from opening the file to
its last line: the product; the plain way, which takes each line apart with one regular expression of named groups and makes its time
a time (it reads a million lines at most); ``bytes.split`` and a dictionary for each thing counted; and mawk, where it is installed. The
plain way must come to the very same numbers, the other two to all but the sessions, which they do not tell apart. Ratios are of
processor time. Then the same lines in eight files as jobs, with one worker and with two: seconds by the clock, and what is in
the database must be the same. ``--check`` exits 1 over a limit.
"""

import multiprocessing
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.command import Asked, Ratio, forget_peak, peak_mb, run, told
from benchmarks.spending import Spent, median

SIZES = {"S": 100_000, "M": 1_000_000, "L": 10_000_000}
TINY = 2_000
COMPARED = 1_000_000
DAYS = 7
OF_NAMED_GROUPS, OF_MAWK, OF_SPLIT, MOST_MB = 3.0, 1.0, 0.8, 300
PIECE = 5000
FILES = 8
HOSTS = [f"app{number}.example.gov.cn" for number in range(20)]
NAMED = re.compile(
    rb"(?P<host>\S+?)(?::\d+)? (?P<address>\S+) \S+ \S+ "
    rb"\[(?P<day>\d\d)/(?P<month>\w{3})/(?P<year>\d{4}):(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d) (?P<zone>[+-]\d{4})\] "
    rb'"(?P<method>\S+) (?P<path>[^ ?"]*)(?:\?[^ "]*)?[^"]*" (?P<status>\d{3}) \S+ "(?P<referer>[^"]*)" "(?P<agent>[^"]*)"'
)
MONTHS = {name: at for at, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)}
SHANGHAI = timezone(timedelta(hours=8))
MAWK = r"""
{
    path = $8; sub(/\?.*/, "", path)
    call = substr(path, 1, 5) == "/api/"
    if (!(path in fixed)) fixed[path] = path ~ /\.(css|js|mjs|map|png|jpg|jpeg|gif|svg|ico|webp|woff2?|ttf|txt|xml)$/
    if (!call && fixed[path]) next
    split($0, quoted, "\""); agent = quoted[6]
    if (!(agent in kind)) {
        low = tolower(agent)
        kind[agent] = low ~ /bot\/|spider|crawl|slurp|monitor|zabbix|nagios|prometheus|uptime|probe|health/ ? 2 : \
            low ~ /^-?$|curl|wget|python|go-http|^java\/|okhttp|axios|postman/ ? 1 : 0
    }
    if (kind[agent] == 2 || (kind[agent] == 1 && !call)) next
    day = $1 SUBSEP substr($5, 2, 11); days[day] = 1
    if ($10 >= 400) { if ($10 >= 500) errors[day]++; next }
    if (call) { calls[day]++; next }
    if (!((day, $2, agent) in seen)) { seen[day, $2, agent] = 1; visitors[day]++ }
    if ($7 == "\"POST" && path == "/apply") actions[day]++
}
END {
    for (day in days) {
        split(day, of, SUBSEP)
        print of[1], of[2], visitors[day] + 0, actions[day] + 0, calls[day] + 0, errors[day] + 0
    }
}
"""
Counts = list[tuple[Any, ...]]


def main() -> int:
    return run("access_log", says=__doc__, sizes=SIZES, reps=3, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Lines a second (of processor time) of all ways, their ratios, the memory of the product, and seconds with one and two workers."""
    lines = SIZES.get(asked.size, TINY)
    with tempfile.TemporaryDirectory(prefix="taizhang-logs-") as folder:
        whole, few = Path(folder, "access.log"), Path(folder, "few.log")
        parts = _write(lines, whole, few, Path(folder))
        several: dict[str, list[Spent]] = {}
        counts: dict[str, list[Counts]] = {}
        peak = 0
        for _rep in range(asked.reps):
            for way, (path, work) in _ways(whole, few).items():
                forget_peak()
                took, found = _spent(partial(work, path))
                several.setdefault(way, []).append(took)
                counts.setdefault(way, []).append(found)
                peak = max(peak, peak_mb()) if way == "product" else peak
        of_few = _of_product(few)
        jobs = _in_jobs(parts) if asked.size in SIZES else {}
    busy = {way: median(each).busy for way, each in several.items()}
    speed = {way: min(lines, COMPARED) / each if way == "named groups" else lines / each for way, each in busy.items()}
    counted = counts["product"][0]
    without_sessions = [(*each[:3], *each[4:]) for each in counted]
    same = {
        way: all(each == without_sessions for each in counts[way]) for way in counts if way in {"bytes.split", "mawk"}
    }
    same["named groups"] = all(each == of_few for each in counts["named groups"])
    limited = asked.size in {"M", "L"}
    limits = {"named groups": OF_NAMED_GROUPS, "mawk": OF_MAWK, "bytes.split": OF_SPLIT}
    ratios = [
        Ratio(f"{lines:,} log lines", way, speed["product"] / speed[way], limit if limited else None, at_least=True)
        for way, limit in limits.items()
        if way in speed
    ]
    ratios.append(Ratio(f"MB for {lines:,} log lines", "", peak, MOST_MB if asked.size in SIZES else None))
    if jobs:
        ratios.append(
            Ratio(f"{FILES} log files, 2 workers", "1 worker, by the clock", jobs[1][0] / jobs[2][0], at_least=True)
        )
    also = {f"the counts of {way} differ": not each for way, each in same.items()}
    also["workers come to different rows"] = len({digest for _seconds, digest in jobs.values()}) > 1
    return {
        "lines": lines,
        "lines_per_second": {way: round(each) for way, each in speed.items()},
        "seconds_of_workers": {workers: round(seconds, 2) for workers, (seconds, _digest) in jobs.items()},
        "peak_mb": peak,
        **told(ratios, also),
    }


def _ways(whole: Path, few: Path) -> dict[str, tuple[Path, Callable[[Path], Counts]]]:
    ways: dict[str, tuple[Path, Callable[[Path], Counts]]] = {
        "product": (whole, _of_product),
        "named groups": (few, _of_named),
        "bytes.split": (whole, _of_split),
    }
    if shutil.which("mawk"):
        ways["mawk"] = whole, _of_mawk
    return ways


def _spent(work: Callable[[], Counts]) -> tuple[Spent, Counts]:
    """Of this process and of those it waits for."""
    began, busy = perf_counter(), _busy()
    found = work()
    return Spent(_busy() - busy, perf_counter() - began), found


def _busy() -> float:
    waited_for = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + waited_for.ru_utime + waited_for.ru_stime


def _write(lines: int, whole: Path, few: Path, folder: Path) -> list[Path]:
    """All lines, the first million, and all of them once more in several files; where these are."""
    parts = [folder / f"part{number}.log" for number in range(FILES)]
    files = [path.open("wb") for path in parts]
    written = 0
    with whole.open("wb") as all_of_them, few.open("wb") as first:
        for piece in _pieces(lines):
            text = b"\n".join(piece) + b"\n"
            all_of_them.write(text)
            files[written * FILES // lines].write(text)
            if written < COMPARED:
                first.write(text)
            written += len(piece)
    for file in files:
        file.close()
    return parts


def _of_product(path: Path) -> Counts:
    from evaluations.usage.rules.json_lines import Fields
    from evaluations.usage.rules.visits import LogCounter
    from evaluations.usage.services.log_files import counted, files_of

    files, _doubled = files_of([path], [])
    return _of_counter(counted(files[0], LogCounter(_routes()), fields=Fields()).counter)


def _of_named(path: Path) -> Counts:
    counts: dict[Any, Any] = {}
    with path.open("rb") as source:
        while lines := list(islice(source, PIECE)):
            _count_plainly(lines, counts)
    return _of_plain(counts)


def _of_split(path: Path) -> Counts:
    """Everything but sessions, as short as Python has it. (The zone is that of the register, so a day is what the line says.)"""
    from evaluations.usage.rules import log_lines

    days: dict[tuple[bytes, bytes], list[Any]] = {}
    agents: dict[bytes, int] = {}
    fixed: dict[bytes, bool] = {}
    with path.open("rb") as source:
        for line in source:
            host, address, _dash, _user, stamp, _zone, method, path_, _http, status, _size, _referer, agent = (
                line.split(b" ", 12)
            )
            asked = path_.partition(b"?")[0]
            call = asked.startswith(b"/api/")
            if asked not in fixed:
                fixed[asked] = not call and asked.rpartition(b".")[2] in log_lines.STATIC
            if fixed[asked]:
                continue
            if (who := agents.get(agent)) is None:
                who = agents[agent] = log_lines.agent_kind(agent.strip(b'"\n'))
            if who == log_lines.ROBOT or (who == log_lines.PROGRAM and not call):
                continue
            if (tally := days.get((host, stamp[:12]))) is None:
                tally = days[host, stamp[:12]] = [set(), 0, 0, 0]
            if status >= b"400":
                tally[3] += status >= b"500"
            elif call:
                tally[2] += 1
            else:
                tally[0].add((address, agent))
                tally[1] += method == b'"POST' and asked == b"/apply"
    return sorted(
        (host.partition(b":")[0].decode(), _iso(stamp[1:].decode()), len(visitors), *rest)
        for (host, stamp), (visitors, *rest) in days.items()
    )


def _of_mawk(path: Path) -> Counts:
    printed = subprocess.run(["mawk", MAWK, str(path)], check=True, capture_output=True, text=True).stdout
    rows = (line.split() for line in printed.splitlines())
    return sorted((host.partition(":")[0], _iso(day), *map(int, numbers)) for host, day, *numbers in rows)


def _iso(day: str) -> str:
    number, month, year = day.split("/")
    return f"{year}-{MONTHS[month.encode()]:02d}-{number}"


def _in_jobs(parts: list[Path]) -> dict[int, tuple[float, int]]:
    """With so many workers: seconds from the first job to the last row, and a hash of the rows."""
    from django.db import connections

    from evaluations.usage.models import LogPlace, UsageRow
    from evaluations.usage.services.log_jobs import read_in_jobs
    from evaluations.usage.services.log_options import LogOptions
    from tests.factories import organisation, system

    sponsor = organisation()
    for number, _host in enumerate(HOSTS):
        system(code=f"S-{number}", sponsor=sponsor)
    pairs = tuple(f"{host}=S-{number}" for number, host in enumerate(HOSTS))
    options = LogOptions(pairs, calls=("/api",), actions=("POST /apply",))
    found = {}
    for workers in (1, 2):
        began = perf_counter()
        jobs = read_in_jobs(parts, options=options, collector="log", by=None)
        connections.close_all()
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            pool.map(_read_part, [job.arguments["part"] for job in jobs], chunksize=1)
        seconds = perf_counter() - began
        rows = list(
            UsageRow.objects.order_by("day", "system__code").values_list(
                "day",
                "system__code",
                "active_users",
                "sessions",
                "inbound_calls",
                "substantive_actions",
                "errors",
                "coverage",
            )
        )
        assert rows
        found[workers] = seconds, hash(str(rows))
        UsageRow.objects.all().delete()
        LogPlace.objects.all().delete()
    return found


def _read_part(part: int) -> None:
    from evaluations.usage.services.log_jobs import read_part

    read_part(part_id=part, by=None)


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


def _of_plain(counts: dict[Any, Any]) -> Counts:
    told: Counts = []
    for (host, day), found in counts.items():
        sessions = 0
        for times in found["visits"].values():
            times.sort()
            sessions += 1 + sum(later - earlier > 1800 for earlier, later in pairwise(times))
        told.append((host, day, len(found["visits"]), sessions, found["actions"], found["calls"], found["errors"]))
    return sorted(told)


def _of_counter(counter: Any) -> Counts:
    return sorted(
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


if __name__ == "__main__":
    sys.exit(main())
