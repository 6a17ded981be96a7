"""``python -m benchmarks.usage_http --db sqlite|pg --size S|M|L --reps 5 --json FILE --check``: requests of 10,000 rows of usage.

S = 500 rows a request, M and L = 10,000 (M on an empty table, L on one with 10 million rows of 100 days). Each request goes through
Django's handler with all middleware and a machine token, as JSON, as JSON packed with gzip, and as CSV. Beside it the plain way, behind
the same door: a serializer with ``many=True`` that types the rows, a query for the systems, ``bulk_create``. Both must leave the same
rows. Ratios are of processor time, the server's included. For the memory of a request each way and format has a process of its own:
the most it had during one request above what it held before. ``--check`` exits 1 over a limit.
"""

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from benchmarks import years
from benchmarks.command import Asked, Ratio, forget_peak, peak_mb, resident_kb, run, told
from benchmarks.spending import taking_turns

SIZES = {"S": (500, 0), "M": (10_000, 0), "L": (10_000, 100)}
"""Rows of a request, days of 100,000 systems that are there before."""
TINY = (50, 0)
OF_PLAIN, MOST_MB = 3.0, 60
DAY = date(2026, 6, 28)
FORMATS = ("JSON", "gzip", "CSV")
ADDRESSES = {"product": "/api/v1/usage/", "plain": "/plain/usage/"}
HEADERS: dict[str, dict[str, Any]] = {
    "JSON": {"content_type": "application/json"},
    "gzip": {"content_type": "application/json", "headers": {"Content-Encoding": "gzip"}},
    "CSV": {"content_type": "text/csv"},
}


def main() -> int:
    if len(sys.argv) > 1 and sys.argv[1] == "one":
        return _one(*sys.argv[2:])
    return run("usage_http", says=__doc__, sizes=SIZES, reps=5, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Seconds of a request in each way and format, the ratios, and the memory of a request."""
    from django.test.utils import override_settings

    from evaluations.usage.models import UsageRow

    count, days = SIZES.get(asked.size, TINY)
    with override_settings(ROOT_URLCONF="benchmarks.plain", ALLOWED_HOSTS=["*"]):
        fleet = years.Fleet(DAY - timedelta(days=1))
        fleet.grow(100_000 if days else count)
        if days:
            fleet.tell(range(len(fleet.ids)), range(days), of=days)
        secret = _secret()
        ways: dict[str, Callable[[], Any]] = {
            f"{way}, {form}": partial(_send, way, form, secret, _body(form, count))
            for form in FORMATS
            for way in ADDRESSES
        }
        left: dict[str, set[int]] = {form: set() for form in FORMATS}

        def empty() -> None:
            UsageRow.objects.filter(day=DAY)._raw_delete("default")

        for work in ways.values():
            empty()
            work()
        spent = taking_turns(
            ways, asked.reps, before=empty, after=lambda way: left[way.rpartition(" ")[2]].add(_digest())
        )
        empty()
    memory = {}
    for way in ADDRESSES if asked.size in SIZES else ():
        for form in FORMATS:
            memory[f"{way}, {form}"] = _apart(way, form, secret, count)
            empty()
    ratios = [
        Ratio(
            f"{count:,} rows over HTTP, {form}",
            "serializer + bulk_create",
            spent[f"plain, {form}"].busy / spent[f"product, {form}"].busy,
            OF_PLAIN if asked.size in {"M", "L"} else None,
            at_least=True,
        )
        for form in FORMATS
    ]
    ratios += [
        Ratio(f"MB a request of {count:,} rows, {form}", f"{memory[f'plain, {form}']} MB the plain way", mb, MOST_MB)
        for form in FORMATS
        if (mb := memory.get(f"product, {form}")) is not None
    ]
    return {
        "rows": count,
        "rows_before": days * len(fleet.ids),
        "seconds": {way: [round(each.busy, 3), round(each.wall, 3)] for way, each in spent.items()},
        "rows_per_second": {way: round(count / each.busy) for way, each in spent.items()},
        "mb_a_request": memory,
        "peak_mb": peak_mb(),
        **told(ratios, {f"the rows of {form} differ": len(each) != 1 for form, each in left.items()}),
    }


def _body(form: str, count: int) -> bytes:
    rows = []
    for number in range(count):
        active = number * 7919 % 400
        row = {
            "system": f"B-{number:06d}",
            "day": DAY.isoformat(),
            "active_users": active,
            "effective_users": active // 2,
        }
        rows.append(row | {"sessions": active * 3, "errors": active // 50, "coverage": (1.0, 0.95)[number % 2]})
    if form == "CSV":
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()
    packed = json.dumps({"collector": "gateway", "rows": rows}).encode()
    return gzip.compress(packed) if form == "gzip" else packed


def _send(way: str, form: str, secret: str, body: bytes) -> None:
    from django.test import Client

    told = HEADERS[form]
    answer = Client().post(
        f"{ADDRESSES[way]}?collector=gateway" if form == "CSV" else ADDRESSES[way],
        body,
        content_type=told["content_type"],
        headers={"Authorization": f"Bearer {secret}", **told.get("headers", {})},
    )
    assert answer.status_code == 200, (way, form, answer.content[:500])


def _secret() -> str:
    from registry.organisations.enums import TokenScope
    from registry.organisations.models import Organisation
    from tests.factories import token

    return token(organisation=Organisation.objects.get(code="LOCAL-BENCH"), scope=TokenScope.REPORT_USAGE)[1]


def _digest() -> int:
    from evaluations.usage.models import UsageRow
    from evaluations.usage.services.writing import COLUMNS

    rows = UsageRow.objects.filter(day=DAY).order_by("system_id").values_list(*COLUMNS)
    return hash(tuple(map(str, rows.iterator(chunk_size=5000))))


def _apart(way: str, form: str, secret: str, count: int) -> int:
    """MB a request takes in a process of its own, on the same database."""
    command = [sys.executable, "-m", "benchmarks.usage_http", "one", way, form, secret]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, input=_body(form, count), env=os.environ)
    return int(done.stdout.split()[-1])


def _one(way: str, form: str, secret: str) -> int:
    """The body comes from outside: memory that making it had taken and given back would hide what the request takes."""
    import django

    django.setup()
    from django.test.utils import override_settings

    with override_settings(ROOT_URLCONF="benchmarks.plain", ALLOWED_HOSTS=["*"]):
        _send(way, form, secret, _body(form, 10))
        body = sys.stdin.buffer.read()
        forget_peak()
        before = resident_kb() // 1024
        _send(way, form, secret, body)
        print(peak_mb() - before)
    return 0


if __name__ == "__main__":
    sys.exit(main())
