"""Which guards there are, and which tests are asked, the likeliest first."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = sorted(
    path.parent for floor in ("registry", "lifecycle", "evaluations") for path in ROOT.glob(f"{floor}/*/__init__.py")
)
ENGINE = "lifecycle.cases"
PURE = tuple(f"tests/lifecycle/cases/test_{name}.py" for name in ("obstacles", "fields", "rules", "machine"))
"""Those of the engine without a database; the last takes long."""
API = {
    f"{ENGINE}.api.versions:expected_version": "If-Match",
    f"{ENGINE}.api.versions:idempotency_key": "Idempotency-Key",
    f"{ENGINE}.services.execution:_was_done": "Idempotency-Key",
}
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
CONSTRAINT_TEST = "tests/lifecycle/cases/test_constraints.py::test_the_database_refuses_what_no_service_would_write"
TRIGGERS = "insert-only triggers"  # R4, L1


def guards() -> dict[str, list[str]]:
    """{guard: beginnings of the names of tests, in the order in which they are asked}"""
    found = {name: tests_of(name) for room in ROOMS for name in _guards_of(room)}
    found |= {name: [f"tests/{ENGINE.replace('.', '/')}"] for name in API}
    found |= {name: [f"{CONSTRAINT_TEST}[{name}]"] for name in CONSTRAINTS}
    found[TRIGGERS] = ["tests/contracts/test_immutability.py"]
    whole = [name for name in found if " " not in name]
    return {name: found[name] for name in [*whole, *(name for name in found if name not in whole)]}


def tests_of(guard: str) -> list[str]:
    """Those named like its module, those without a database, the others of its room, and for the engine those built on it."""
    module = guard.partition(":")[0]
    room, named = "/".join(module.split(".")[:2]), module.rpartition(".")[2]
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests" / room).rglob("test_*.py"))
    files.sort(key=lambda file: (file == PURE[-1], file not in PURE, named not in file, _needs_a_database(file)))
    above = ["tests/lifecycle/clearances", "tests/lifecycle/closeout"]
    if module == f"{ENGINE}.preconditions":
        return above
    return [*files, *above] if module.startswith(ENGINE) else files


@cache
def _needs_a_database(file: str) -> bool:
    return "django_db" in (ROOT / file).read_text()


def _guards_of(room: Path) -> Iterator[str]:
    paths = [
        *room.glob("rules.py"),
        *room.glob("rules/*.py"),
        *room.glob("preconditions.py"),
        *room.glob("permissions.py"),
    ]
    for path in sorted(paths):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for function in ast.parse(path.read_text()).body:
            if isinstance(function, ast.FunctionDef):
                yield from (f"{module}:{function.name}{reason}" for reason in _taken_away_of(function))


def _taken_away_of(function: ast.FunctionDef) -> Iterator[str]:
    """``""``: the whole function; else one of its reasons, if there are several."""
    answer = ast.unparse(function.returns) if function.returns else ""
    if function.name.startswith("may_") and answer == "bool":
        yield ""
    if answer == "list[Obstacle]":
        yield ""
        reasons = dict.fromkeys(_reasons_of(function))
        yield from (f" {reason}" for reason in reasons if len(reasons) > 1)


def _reasons_of(function: ast.FunctionDef) -> Iterator[str]:
    """The codes it gives itself: ``Obstacle("code", …)``, or in the rules of fields ``_wrong(field, "code", …)``."""
    at = {"Obstacle": 0, "_wrong": 1}
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in at and node.args:
            code = node.args[at[node.func.id]]
            if isinstance(code, ast.Constant):
                yield str(code.value)
