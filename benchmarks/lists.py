"""``python -m benchmarks.lists --db sqlite|pg --size S|M|L --reps 15 --json FILE --check``: lists against JSON made by the database.

L: 100,000 systems with a finding and a case each, after 10,000; M a tenth and S a fiftieth of it. A case officer of the leading
bureau asks over HTTP (Django's handler, all middleware, signed in) for 50 rows of the API and of the page. The *floor* is one SQL
statement that gives count and rows as JSON, asked through the same door, and bare; its rows must be those of the API. Then the last
page, a filter, and searches for one system and for a common word, each against the first page; and the same lists at a tenth.

All take turns; ratios are of processor time, the server's included. ``--check`` exits 1 over a limit, when rows differ, and when a
list takes more queries with more rows, or more than ten.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from benchmarks.command import Asked, Ratio, peak_mb, run, told
from benchmarks.spending import Spent, taking_turns

SIZES = {"S": 2_000, "M": 10_000, "L": 100_000}
TINY = 100
PAGE = 50
OF_FLOOR, GROWTH, DEEP, FILTERED, SEARCHED, QUERIES = 2.5, 1.5, 2.0, 2.0, 3.0, 10
LISTS = {
    "systems": ("/api/v1/systems/", "/systems/", "stage=building", "q"),
    "findings": ("/api/v1/findings/", "/findings/", "kind=hard_to_use", "search"),
    "cases": ("/api/v1/retirements/", "/cases/", "state=closed", "q"),
}
"""Address in the API, of the page, a filter that leaves a fifth, and what a search is called."""
COMMON, AMONG = "社区", ("智慧", "政务", "农业", "水利", "城管", "民政", "医保", "税务", "社区", "园区")
WHEN = datetime(2026, 1, 1, 1, 2, 3, tzinfo=UTC)
EVIDENCE = {"weeks": [{"week_end": f"2026-01-{day:02d}", "users": day, "coverage": 1.0} for day in range(1, 27)]}
Asking = Callable[[], Any]


def main() -> int:
    return run("lists", says=__doc__, sizes=SIZES, reps=15, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Milliseconds of each list at a tenth and in full, queries, the ratios, and the limits passed."""
    from django.test.utils import override_settings

    rows = SIZES.get(asked.size, TINY)
    with override_settings(ROOT_URLCONF="benchmarks.floors", ALLOWED_HOSTS=["*"]):
        county = _County()
        county.grow(max(rows // 10, PAGE))
        few, few_queries, differ = _looked_at(county, asked)
        county.grow(rows)
        many, queries, differ_too = _looked_at(county, asked)
    ratios = [ratio for name in LISTS for ratio in _ratios(name, few, many, limited=asked.size in {"M", "L"})]
    also = {f"the rows of {name} differ": name in differ | differ_too for name in LISTS}
    also |= {f"{way} takes more queries with more rows": queries[way] > few_queries[way] for way in queries}
    also |= {f"{way} takes more than {QUERIES} queries": queries[way] > QUERIES for way in queries}
    return {
        "rows": rows,
        "milliseconds": {way: _milliseconds(each) for way, each in many.items()},
        "milliseconds_at_a_tenth": {way: _milliseconds(each) for way, each in few.items()},
        "queries": queries,
        "peak_mb": peak_mb(),
        **told(ratios, also),
    }


def _milliseconds(each: Spent) -> list[float]:
    """Of processor time, and by the clock."""
    return [round(each.busy * 1000, 1), round(each.wall * 1000, 1)]


def _ratios(name: str, few: dict[str, Spent], many: dict[str, Spent], *, limited: bool) -> list[Ratio]:
    found = []
    for kind in ("API", "page"):
        first = f"{name}, {kind}"
        busy = {way.removeprefix(f"{first}: "): each.busy for way, each in many.items() if way.startswith(f"{first}: ")}
        grown = busy["first"] / few[f"{first}: first"].busy
        floor, bare = many[f"{name}, floor"].busy, many[f"{name}, bare"].busy
        is_floor = kind == "API" and limited
        found += [
            Ratio(first, "JSON by SQL, same door", busy["first"] / floor, OF_FLOOR if is_floor else None),
            Ratio(first, "JSON by SQL, bare", busy["first"] / bare),
            Ratio(f"{first}, N × 10", "a tenth of the rows", grown, GROWTH if limited else None),
            *(
                Ratio(f"{first}, {way}", "first page", busy[way] / busy["first"], most if limited else None)
                for way, most in (
                    ("last page", DEEP),
                    ("filter", FILTERED),
                    ("search for one", SEARCHED),
                    ("search for a common word", SEARCHED),
                )
                if way in busy
            ),
        ]
    return found


def _looked_at(county: "_County", asked: Asked) -> tuple[dict[str, Spent], dict[str, int], set[str]]:
    """What each way costs, how many queries it takes, and the lists whose rows differ from those of the floor."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks.floors import FLOORS, answered

    ways: dict[str, Asking] = {}
    differ = set()
    for name, (api, page, narrowed, searched) in LISTS.items():
        ways[f"{name}, bare"] = partial(answered, FLOORS[name])
        ways[f"{name}, floor"] = partial(county.get, f"/floor/{name}/")
        said = {
            "first": "",
            "last page": f"&page={county.rows // PAGE}",
            "filter": f"&{narrowed}",
            "search for one": f"&{searched}=sys-{county.rows // 2:06d}",
            "search for a common word": f"&{searched}={COMMON}",
        }
        for kind, address in (("API", api), ("page", page)):
            for way, more in said.items():
                if way == "first" or asked.size in SIZES:
                    ways[f"{name}, {kind}: {way}"] = partial(county.get, f"{address}?page_size={PAGE}{more}")
        floor, listed = json.loads(county.get(f"/floor/{name}/")), json.loads(ways[f"{name}, API: first"]())
        if (floor["count"], floor["results"]) != (listed["count"], listed["results"]):
            differ.add(name)
    queries = {}
    for way, work in ways.items():
        with CaptureQueriesContext(connection) as taken:
            work()
        if not way.endswith(("bare", "floor")):
            queries[way] = len(taken)
    return taking_turns(ways, asked.reps), queries, differ


class _County:
    """A register that grows, and a case officer who looks at it."""

    def __init__(self) -> None:
        from django.test import Client

        from registry.organisations.enums import OrganisationKind, Role
        from tests.factories import organisation, person

        self.rows = 0
        self.bureau = organisation("县数据局", kind=OrganisationKind.DATA_BUREAU)
        self.sponsors = [organisation(f"示例县第{number}局") for number in range(300)]
        self.officer = person(role=Role.CASE_OFFICER, organisation=self.bureau)
        self.client = Client()
        self.client.force_login(self.officer, backend="django.contrib.auth.backends.ModelBackend")

    def get(self, address: str) -> bytes:
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content

    def grow(self, rows: int) -> None:
        from django.core.cache import cache
        from django.db import connection, transaction

        from registry.systems.models import System

        with transaction.atomic():
            for start in range(self.rows, rows, 5_000):
                self._add(range(start, min(start + 5_000, rows)))
            System.objects.update(registered_at=WHEN)
        self.rows = rows
        cache.clear()
        swept = connection.vendor == "postgresql" and not connection.in_atomic_block
        with connection.cursor() as cursor:  # as a server left alone for a minute does by itself
            cursor.execute("VACUUM ANALYZE" if swept else "ANALYZE")

    def _add(self, numbers: range) -> None:
        from evaluations.findings.models import Finding, Policy
        from lifecycle.cases.models import Case, Task
        from registry.organisations.search import searchable
        from registry.systems.models import AccessPath, System

        dice = Random(numbers.start)
        policy = Policy.objects.order_by("version")[0]
        systems = []
        for number in numbers:
            sponsor, word = dice.choice(self.sponsors), AMONG[number % len(AMONG)]
            name, code = f"{word}综合管理平台{number}", f"SYS-{number:06d}"
            systems.append(
                System(
                    code=code,
                    name=name,
                    sponsor=sponsor,
                    kind=dice.choice(["app", "mini_program", "platform"]),
                    stage="building" if number % 5 == 0 else "live",
                    functions="登记、审批、统计和查询" * 3,
                    audience="基层工作人员",
                    eligible_users=dice.randrange(10, 5000),
                    annual_cost_fen=dice.randrange(10**8),
                    launched_on=date(2021, 3, 4),
                    search_text=searchable(name, code, sponsor.name),
                )
            )
        systems = System.objects.bulk_create(systems)
        AccessPath.objects.bulk_create(
            AccessPath(system=system, address=f"https://s{system.code}.example.gov.cn/") for system in systems
        )
        Finding.objects.bulk_create(
            Finding(
                code=f"FND-{number:06d}",
                system=system,
                kind="hard_to_use" if number % 5 == 0 else "unused",
                tier="ABC"[number % 3],
                state="candidate",
                limbs=["detached"],
                signals=["U1", "U4"],
                evidence=EVIDENCE,
                evidence_sha256="0" * 64,
                policy=policy,
                since=date(2026, 1, 1) - timedelta(days=number % 400),
                first_seen_on=date(2026, 2, 1),
            )
            for number, system in zip(numbers, systems, strict=True)
        )
        cases = Case.objects.bulk_create(
            Case(
                number=f"RT-{number:06d}",
                system=system,
                process="retirement",
                process_version=2,
                state="closed" if number % 5 == 0 else "intake",
                outcome="kept" if number % 5 == 0 else "",
                closed_at=WHEN if number % 5 == 0 else None,
                opener=self.bureau,
                lead=self.bureau,
                opened_by=self.officer,
                opened_at=WHEN - timedelta(minutes=number * 7919 % 500_000),
                grounds_sha256="0" * 64,
            )
            for number, system in zip(numbers, systems, strict=True)
        )
        Task.objects.bulk_create(
            Task(
                case=case,
                round=1,
                step="intake",
                state="open" if case.state == "intake" else "done",
                organisation=self.bureau,
                due_on=date(2026, 3, 1),
            )
            for case in cases
        )


if __name__ == "__main__":
    sys.exit(main())
