"""``python -m benchmarks --size S|M|L --db sqlite|pg|both --only NAME… --json FILE --check``: every benchmark, and one table.

Each runs as a process of its own, so that its peak memory is its own, on a database of its own (on PostgreSQL a server of its own,
whose memory is not counted). Limits that speak of a year, of 10,000 or of 100,000 hold at M and L; at S they are only told. What is
compared with what, and by which clock, says each benchmark's ``--help``. ``--check`` exits 1 when one is over a limit or fails.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any
from unicodedata import east_asian_width

NAMES = (
    "sweep",
    "hosts",
    "sweep_workers",
    "usage_months",
    "usage_write",
    "usage_http",
    "access_log",
    "roll_up",
    "lists",
    "import_register",
    "overlap",
    "transitions",
    "ledger",
)
ONLY_POSTGRESQL = {"sweep_workers", "usage_months"}
WITHOUT_REPS = {"hosts", "import_register", "overlap"}
HEADERS = ("benchmark", "job", "baseline", "ratio", "limit", "", "peak MB", "how it grows")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=["S", "M", "L"], default="S")
    parser.add_argument("--db", choices=["sqlite", "pg", "both"], default="sqlite")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--reps", type=int, help="how often ways take turns, where nothing else is usual")
    parser.add_argument("--json", type=Path, help="write all figures here too")
    parser.add_argument("--check", action="store_true", help="exit 1 over a limit")
    told = parser.parse_args()
    figures: dict[str, Any] = {}
    for db in ["sqlite", "pg"] if told.db == "both" else [told.db]:
        names = [name for name in told.only if db == "pg" or name not in ONLY_POSTGRESQL]
        for name in names:
            began = perf_counter()
            figures[f"{name} {db}"] = _measured(name, db, told.size, told.reps)
            print(f"{name} {db} {told.size}: {perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
            if told.json:
                told.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False))
        print(f"\n{db}, size {told.size}\n")
        print(_table({name: figures[f"{name} {db}"] for name in names}))
    passed = {name: limits for name, each in figures.items() if (limits := each["passed_limits"])}
    print()
    for name, limits in passed.items():
        for limit in limits:
            print(f"{name}: {limit}")
    return 1 if told.check and passed else 0


def _measured(name: str, db: str, size: str, reps: int | None) -> dict[str, Any]:
    """The figures of one benchmark; of one that failed, that it did."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "figures.json")
        command = [sys.executable, "-m", f"benchmarks.{name}", "--db", db, "--size", size, "--json", str(path)]
        if reps and name not in WITHOUT_REPS:
            command += ["--reps", str(reps)]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        if done.returncode or not path.exists():
            return {"ratios": [], "passed_limits": [f"it failed ({done.returncode})"], "peak_mb": 0}
        figures: dict[str, Any] = json.loads(path.read_text())
        return figures


def _table(figures: dict[str, Any]) -> str:
    rows: list[tuple[str, ...]] = [HEADERS]
    for name, each in figures.items():
        rows += [
            (
                name,
                ratio["job"],
                ratio["baseline"],
                f"{ratio['ratio']:,.3g}" if ratio["ratio"] < 1000 else f"{ratio['ratio']:,.0f}",
                _limit(ratio),
                "" if ratio["limit"] is None else "missed" if ratio["missed"] else "reached",
                str(each["peak_mb"]),
                ratio["grows"],
            )
            for ratio in each["ratios"]
        ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| " + " | ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    )


def _limit(ratio: dict[str, Any]) -> str:
    if ratio["limit"] is None:
        return ""
    return f"{'≥' if ratio['at_least'] else '≤'} {ratio['limit']:g}"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


if __name__ == "__main__":
    sys.exit(main())
