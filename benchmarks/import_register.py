"""``python -m benchmarks.import_register --db sqlite|pg --size S|M|L --json FILE --check``: dry run, import and undo of the register.

S = 2,000, M = 10,000, L = 30,000 systems in one .xlsx with every column filled. The second import of the same file must find every row
the same. There is no baseline: told is what a dry run takes of fifteen seconds for 10,000 systems, this process and the reader of the
file together. ``--check`` exits 1 when it takes more.
"""

import os
import random
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.command import Asked, Ratio, peak_mb, run, told

SIZES = {"S": 2_000, "M": 10_000, "L": 30_000}
SECONDS_FOR_10_000 = 15.0


def write_file(path: Path, systems: int) -> None:
    from openpyxl import Workbook

    from registry.systems.formats import ORGANISATION_COLUMNS, SYSTEM_COLUMNS
    from tests.factories import credit_code

    rng = random.Random(20260101)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("单位")
    sheet.append([column.headers[0] for column in ORGANISATION_COLUMNS])
    names = [f"示例县第{number}局" for number in range(300)]
    for number, name in enumerate(names):
        sheet.append([credit_code(500_000 + number), name, "业务部门", names[0] if number else "", "330100"])
    sheet = book.create_sheet("系统")
    sheet.append([column.headers[0] for column in SYSTEM_COLUMNS])
    for number in range(systems):
        sheet.append(
            [
                "",
                f"智慧{rng.choice('社区政务农业水利')}管理平台{number}",
                rng.choice(["APP", "小程序", "业务系统", "平台", "工作群"]),
                rng.choice(names),
                rng.choice(names),
                "登记、审批、统计和查询" * 3,
                "基层工作人员",
                rng.randrange(10, 5000),
                rng.choice(["每日", "每月", "年度", "应急"]),
                "6月1日-8月31日",
                "2021年3月4日",
                round(rng.uniform(1, 900), 2),
                round(rng.uniform(1, 90), 2),
                "2026/12/31",
                f"https://s{number}.example.gov.cn/; https://m{number}.example.gov.cn/",
                "在用",
                "数据局",
                "20201108",
                "财政资金",
            ]
        )
    book.save(path)


def measured(act: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    begun, busy = perf_counter(), sum(os.times()[:4])
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    return answer, {
        "seconds": round(perf_counter() - begun, 2),
        "cpu_seconds": round(
            sum(os.times()[:4]) - busy, 2
        ),  # of this process and the readers: what a quiet machine needs
        "queries": len(queries),
        "peak_mb": peak_mb(),
        "peak_mb_reader": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def main() -> int:
    return run("import_register", says=__doc__, sizes=SIZES, measured=_steps)


def _steps(asked: Asked) -> dict[str, Any]:
    from registry.systems.services.importing import Upload, apply, dry_run, receive
    from registry.systems.services.undoing import undo

    systems = SIZES[asked.size]
    path = Path(tempfile.mkdtemp()) / "register.xlsx"
    write_file(path, systems)
    figures: dict[str, Any] = {"systems": systems, "file_mb": round(path.stat().st_size / 1024**2, 1)}

    def received() -> Any:
        return receive(uploads=[Upload(path.name, [path.read_bytes()])], by=None)

    batch = received()
    plan, figures["dry_run"] = measured(lambda: dry_run(batch=batch))
    assert not plan.errors, plan.errors[:3]
    planned = [0.0]
    _plan, figures["apply"] = measured(
        lambda: apply(batch=batch, by=None, progress=lambda _done, _total: planned.append(perf_counter()))
    )
    figures["apply"]["seconds_others_wait"] = round(perf_counter() - planned[-1], 2)  # the lock is taken after planning
    again = received()
    plan, figures["second_dry_run"] = measured(lambda: dry_run(batch=again))
    assert not plan.lines, [line.as_dict() for line in plan.lines[:3]]
    _batch, figures["undo"] = measured(lambda: undo(batch=batch, by=None))
    allowed = SECONDS_FOR_10_000 * max(systems, 10_000) / 10_000
    share = figures["dry_run"]["cpu_seconds"] / allowed
    return figures | told([Ratio(f"dry run of {systems:,} systems", f"{allowed:.0f} s", share, 1.0)])


if __name__ == "__main__":
    sys.exit(main())
