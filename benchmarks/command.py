"""What every benchmark of a database shares: its options, a database of its own, the figures as JSON, and the exit status."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller wants measured; ``db`` is sqlite or pg."""

    db: str
    size: str
    reps: int


def run(
    name: str, *, says: str | None, sizes: Collection[str], reps: int = 0, measured: Callable[[Asked], dict[str, Any]]
) -> int:
    """Measure on a migrated database below a temporary folder (SQLite) or in a PostgreSQL started for it; the exit status.

    ``reps``: how often ways take turns if nothing else is said; 0: that is no option. ``measured`` answers figures among which are
    ``passed_limits``: with ``--check`` any of them is an exit status of 1.
    """
    parser = argparse.ArgumentParser(description=says, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", choices=["sqlite", "pg"], default="sqlite")
    parser.add_argument("--size", choices=list(sizes), default="S")
    if reps:
        parser.add_argument("--reps", type=int, default=reps)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    parser.add_argument("--check", action="store_true", help="exit 1 over a limit")
    told = parser.parse_args()
    if told.db == "pg" and "DATABASE_URL" not in os.environ:
        again = [sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]]
        return subprocess.run([sys.executable, "-m", "tests.postgres", "--", *again], check=False).returncode
    with tempfile.TemporaryDirectory(prefix=f"taizhang-{name}-") as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        figures = {"db": told.db, "size": told.size, **measured(Asked(told.db, told.size, vars(told).get("reps", 0)))}
    print(json.dumps(figures, indent=2))
    if told.json:
        told.json.write_text(json.dumps(figures, indent=2))
    return 1 if told.check and figures["passed_limits"] else 0
