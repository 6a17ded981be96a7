"""Asks for what is not known yet, and tells what became of it."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.guards import ROOT, guards

KEPT = Path(os.environ.get("VENV_DIR") or ROOT / ".venv") / "cache" / "mutation.json"


ELSEWHERE = {"tests/config/test_messages.py", "tests/registry/ledger/test_services.py"}
"""Tests of two floors, so that one is marked as in need of the database, and there is always one of another floor."""


def main() -> int:
    asked = sys.argv[1:]
    kept: dict[str, list[str]] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    wanted = {guard: tests for guard, tests in guards().items() if not asked or any(part in guard for part in asked)}
    states = {guard: state_of(guard, tests) for guard, tests in wanted.items()}
    unknown = {guard: wanted[guard] for guard in wanted if asked or kept.get(guard, [""])[0] != states[guard]}
    for guard, test, seconds in answers(unknown) if unknown else ():
        kept[guard] = [states[guard], test]
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(kept, indent=1))
        tell(f"{guard:80} {test or 'NOBODY NOTICED'} ({seconds} s)")
    alive = [guard for guard in wanted if not kept[guard][1]]
    tell(f"{len(wanted) - len(alive)} of {len(wanted)} guards are missed when they are gone.")
    for guard in alive:
        tell(f"Nobody misses {guard}.")
    return 1 if alive else 0


def answers(unknown: dict[str, list[str]]) -> Iterator[tuple[str, str, int]]:
    """(guard, the test that fails without it or ``""``, seconds), as they come. On SQLite in memory, which a fork copies."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder, "guards.json")
        asked.write_text(json.dumps(unknown))
        tests = sorted({test.partition("::")[0] for each in unknown.values() for test in each} | ELSEWHERE)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.mutation.plugin", "-p", "no:randomly", *tests]
        here = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        reading, writing = os.pipe()
        environment = {"HISTORIES": "300", **here, "GUARDS": str(asked), "ANSWERS": str(writing)}
        pytest = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, pass_fds=[writing])
        os.close(writing)
        with os.fdopen(reading) as lines:
            for line in lines:
                guard, test, seconds = json.loads(line)
                yield guard, test, seconds
        if pytest.wait():
            raise SystemExit(f"pytest itself failed ({pytest.returncode}).")


def state_of(guard: str, tests: list[str]) -> str:
    """What a result holds for: the guard's room, the models, and the tests that are asked."""
    digest = hashlib.sha256()
    for path in sorted({*_room_of(guard), *(path for test in tests for path in _files(test.partition("::")[0]))}):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _room_of(guard: str) -> Iterator[Path]:
    room = "/".join(guard.split(".")[:2]) if ":" in guard else "lifecycle/cases"
    yield from (ROOT / room).rglob("*.py")


def _files(test: str) -> Iterator[Path]:
    path = ROOT / test
    yield from path.rglob("*.py") if path.is_dir() else [path]


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
