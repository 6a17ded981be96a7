"""``python -m tests.mutation``: takes each guard of the engine away, one at a time, and shows which test notices.

A guard is a function ``obstacles_to_*`` of the rules of cases (without it: no obstacle), what ``sees_prior`` withholds, a constraint
the database holds (**D** in the invariants), or the triggers of what is insert-only. A guard nobody misses is a hole in the tests,
and the exit status says so. Results are kept below ``.venv/cache`` until rules or tests change, so a run that was stopped goes on.

    python -m tests.mutation                      all that is not known yet
    python -m tests.mutation obstacles_to_verify  only guards whose name has this in it, whether known or not
"""

import hashlib
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path(os.environ.get("VENV_DIR") or ROOT / ".venv") / "cache" / "mutation.json"
RULES = "lifecycle.cases.rules"
PURE = [
    "tests/lifecycle/cases/test_rules.py",
    "tests/lifecycle/cases/test_fields.py",
    "tests/lifecycle/cases/test_machine.py",
]
ROOM = ["tests/lifecycle/cases", "tests/lifecycle/clearances"]
CONSTRAINTS = (
    "one_open_case_per_process",  # S5
    "case_closed_with_an_outcome",  # S1
    "case_version_counts",  # S2
    "review_once_per_step",  # R1
    "score_within_its_scale",  # R6
    "submission_once_per_round",  # R4
    "decision_once_per_case",  # R4
    "one_duty_per_person_and_case",  # D1
    "attester_is_not_the_verifier",  # D6
    "clearance_verified_after_attested",  # C2
    "override_takes_two_people",  # D8
    "countersigned_by_somebody_else",  # D8
    "idempotency_key_once_per_person",  # A1
)
CONSTRAINT_TEST = "test_the_database_refuses_what_no_service_would_write"
TRIGGERS = "insert-only triggers"  # R4, L1


def guards() -> dict[str, list[str]]:
    """{guard: the tests that are asked, the quickest first}"""
    package = importlib.import_module(RULES)
    names: list[str] = []
    for module in pkgutil.iter_modules(package.__path__, f"{RULES}."):
        source = vars(importlib.import_module(module.name))
        names += [
            f"{module.name}:{name}"
            for name, thing in source.items()
            if name.startswith("obstacles_to") and getattr(thing, "__module__", "") == module.name
        ]
    there = [test for test in PURE if (ROOT / test).exists()]
    found = {name: [*there, *ROOM] for name in sorted(names)}
    found[f"{RULES}.visibility:may_read"] = ["tests/lifecycle/cases/test_selectors.py", "tests/lifecycle/cases/pages"]
    found |= {name: [f"tests/lifecycle/cases/test_constraints.py::{CONSTRAINT_TEST}[{name}]"] for name in CONSTRAINTS}
    found[TRIGGERS] = ["tests/contracts/test_immutability.py"]
    return found


# --- inside pytest, as its plugin ------------------------------------------------------------------------------------------


def pytest_collection_finish() -> None:
    """Everything is imported, nothing has run: the guard goes."""
    if guard := os.environ.get("GUARD"):
        take_away(guard)


def pytest_runtest_logreport(report: Any) -> None:
    """The first test that notices is told to whoever asked."""
    told = Path(os.environ["NOTICED"]) if "NOTICED" in os.environ else None
    if told and report.failed and not told.exists():
        told.write_text(report.nodeid)


def take_away(guard: str) -> None:
    if guard == TRIGGERS:
        from registry.ledger import insert_only

        _becomes(insert_only.creations_of, _nothing)
    elif ":" in guard:
        module, _colon, name = guard.partition(":")
        _becomes(vars(importlib.import_module(module))[name], _everything if name == "may_read" else _nothing)
    else:
        from django.db.models import CheckConstraint, UniqueConstraint

        for kind in (CheckConstraint, UniqueConstraint):
            for how in ("constraint_sql", "create_sql"):
                setattr(kind, how, _unless(guard, getattr(kind, how)))


def _becomes(function: Any, other: Callable[..., Any]) -> None:
    """In place, so that it is the same wherever it was imported."""
    function.__code__ = other.__code__
    function.__defaults__ = function.__kwdefaults__ = None


def _nothing(*_given: Any, **_named: Any) -> list[Any]:
    return []


def _everything(*_given: Any, **_named: Any) -> bool:
    return True


def _unless(guard: str, make: Callable[..., Any]) -> Callable[..., Any]:
    def made(constraint: Any, *given: Any) -> Any:
        return None if constraint.name == guard else make(constraint, *given)

    return made


# --- outside ---------------------------------------------------------------------------------------------------------------


def noticed(guard: str, tests: list[str]) -> str:
    """The test that fails without the guard; ``""``: none does."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "noticed")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.mutation", "-p", "no:randomly", *tests]
        environment = {
            **os.environ,
            "GUARD": guard,
            "NOTICED": str(told),
            "HISTORIES": os.environ.get("HISTORIES", "300"),
        }
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if told.exists():
            return told.read_text()
    if done.returncode not in {0, 1}:
        raise SystemExit(f"{guard}: pytest itself failed\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return ""


def state_of_the_source() -> str:
    """What a result holds for: the rules, the models and their tests."""
    digest = hashlib.sha256()
    for path in sorted(_read_by_results()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read_by_results() -> Iterator[Path]:
    for folder in ("lifecycle/cases", "registry/ledger", "tests/lifecycle/cases", "tests/lifecycle/clearances"):
        yield from (ROOT / folder).rglob("*.py")
    yield ROOT / "tests" / "contracts" / "test_immutability.py"


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    asked, state = sys.argv[1:], state_of_the_source()
    kept: dict[str, Any] = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    results: dict[str, str] = kept["results"] if kept.get("state") == state else {}
    wanted = {guard: tests for guard, tests in guards().items() if not asked or any(part in guard for part in asked)}
    for guard, tests in wanted.items():
        if asked or guard not in results:
            began = monotonic()
            results[guard] = noticed(guard, tests)
            KEPT.parent.mkdir(parents=True, exist_ok=True)
            KEPT.write_text(json.dumps({"state": state, "results": results}, indent=1))
            tell(
                f"{guard.removeprefix(RULES + '.'):60} {results[guard] or 'NOBODY NOTICED'} ({monotonic() - began:.0f} s)"
            )
    alive = [guard for guard in wanted if not results[guard]]
    tell(f"{len(wanted) - len(alive)} of {len(wanted)} guards are missed when they are gone.")
    for guard in alive:
        tell(f"Nobody misses {guard}.")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
