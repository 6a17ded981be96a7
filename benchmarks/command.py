"""What every benchmark shares: its options, a database of its own, ratios with their limits, the figures as JSON, the exit status."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller wants measured; ``db`` is sqlite or pg, or empty where none is needed."""

    db: str
    size: str
    reps: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the table: what the product takes (or does) against a baseline of the same run.

    ``limit`` is the most it may be, with ``at_least`` the least; ``None``: it is only told. ``grows`` says how its cost grows.
    """

    job: str
    baseline: str
    ratio: float
    limit: float | None = None
    at_least: bool = False
    grows: str = ""

    @property
    def missed(self) -> bool:
        if self.limit is None:
            return False
        return self.ratio < self.limit if self.at_least else self.ratio > self.limit

    def __str__(self) -> str:
        return f"{self.job} against {self.baseline}: {self.ratio:.3g}, {'≥' if self.at_least else '≤'} {self.limit}"


def told(ratios: Sequence[Ratio], also: Mapping[str, bool] | None = None) -> dict[str, Any]:
    """The ratios as figures, and ``passed_limits``: those missed, and whichever of ``also`` is true."""
    missed = [str(ratio) for ratio in ratios if ratio.missed]
    return {
        "ratios": [{**asdict(ratio), "ratio": round(ratio.ratio, 3), "missed": ratio.missed} for ratio in ratios],
        "passed_limits": [*missed, *(limit for limit, passed in (also or {}).items() if passed)],
    }


def peak_mb() -> int:
    """The most memory this process had so far. (What ``resource`` says would count the one that started it, too.)"""
    return _status("VmHWM") // 1024


def resident_kb() -> int:
    return _status("VmRSS")


def forget_peak() -> None:
    """Let :func:`peak_mb` begin again from what is in memory now."""
    Path("/proc/self/clear_refs").write_text("5")


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(f"{name}:")).split()[1])


def run(
    name: str,
    *,
    says: str | None,
    sizes: Collection[str],
    reps: int = 0,
    database: bool = True,
    measured: Callable[[Asked], dict[str, Any]],
) -> int:
    """Measure on a migrated database below a temporary folder (SQLite) or in a PostgreSQL started for it; the exit status.

    ``reps``: how often ways take turns if nothing else is said; 0: that is no option. Without ``database`` there is none to choose.
    ``measured`` answers figures among which are ``passed_limits``: with ``--check`` any of them is an exit status of 1.
    """
    parser = argparse.ArgumentParser(description=says, formatter_class=argparse.RawDescriptionHelpFormatter)
    if database:
        parser.add_argument("--db", choices=["sqlite", "pg"], default="sqlite")
    parser.add_argument("--size", choices=list(sizes), default="S")
    if reps:
        parser.add_argument("--reps", type=int, default=reps)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--check", action="store_true", help="exit 1 over a limit")
    chosen = parser.parse_args()
    asked = Asked(chosen.db if database else "", chosen.size, vars(chosen).get("reps", 0))
    if asked.db == "pg" and "DATABASE_URL" not in os.environ:
        again = [sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]]
        return subprocess.run([sys.executable, "-m", "tests.postgres", "--", *again], check=False).returncode
    if asked.db != "pg":
        os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix=f"taizhang-{name}-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        if database:
            from django.core.management import call_command

            call_command("migrate", verbosity=0)
        figures = {"db": asked.db, "size": asked.size, **measured(asked)}
        figures.setdefault("peak_mb", peak_mb())
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False))
    return 1 if chosen.check and figures["passed_limits"] else 0
