"""Each import contract is broken once, on purpose, in a copy of the source: a contract nobody saw fail proves nothing."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
BREAKS = {
    "floors": [
        ("registry/systems/models/register.py", "import lifecycle.cases"),
        ("lifecycle/cases/models/__init__.py", "import evaluations.findings"),
        ("evaluations/usage/models/rows.py", "import config.urls"),
    ],
    "registry-rooms": [
        ("registry/ledger/services.py", "import registry.organisations.models"),
        ("registry/jobs/rules.py", "import registry.lists.columns"),
        ("registry/refusals.py", "import registry.ledger.models"),
        ("registry/ledger/selectors.py", "import registry.checkpoints.keys"),
        ("registry/checkpoints/models.py", "import registry.systems.models"),
        ("registry/systems/models/register.py", "import registry.overlap.models"),
        ("registry/provenance/sources.py", "import registry.refusals"),
    ],
    "lifecycle-rooms": [
        ("lifecycle/rubrics/rules.py", "import lifecycle.calendar.rules"),
        ("lifecycle/commitments/models.py", "import lifecycle.red_lines.models"),
        ("lifecycle/red_lines/models.py", "import lifecycle.cases.models"),
        ("lifecycle/notices/models.py", "import lifecycle.calendar.models"),
        ("lifecycle/closeout/enums.py", "import lifecycle.clearances.models"),
        ("lifecycle/clearances/models.py", "import lifecycle.filings.models"),
    ],
    "evaluations-rooms": [
        ("evaluations/overview/urls.py", "import evaluations.tracing.nodes"),
        ("evaluations/overview/urls.py", "import evaluations.proving.enums"),
        ("evaluations/findings/policy.py", "import evaluations.proving.generator.classes"),
        ("evaluations/usage/models/rows.py", "import evaluations.findings.models"),
        ("evaluations/findings/models/findings.py", "import evaluations.appraisals.models"),
    ],
    "inside-a-room": [
        ("registry/jobs/models.py", "import registry.jobs.rules"),
        ("registry/jobs/rules.py", "import registry.jobs.services"),
        ("registry/jobs/selectors.py", "import registry.jobs.services"),
        ("registry/jobs/services/queue.py", "import registry.jobs.tasks"),
        ("registry/jobs/tasks.py", "import registry.jobs.pages"),
    ],
    "no-transport": [
        ("registry/organisations/services/roles.py", "import celery"),
        ("registry/organisations/models/__init__.py", "import rest_framework"),
        ("registry/ledger/services.py", "import registry.jobs.tasks"),
    ],
    "hidden-truth": [
        ("evaluations/proving/generator/using.py", "import evaluations.findings.policy"),
        ("evaluations/proving/generator/classes.py", "import evaluations.proving.rules.judging"),
        ("evaluations/proving/second/county.py", "import evaluations.findings.policy"),
    ],
    "stages": [("evaluations/findings/models/findings.py", "import registry.systems.stages")],
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source without templates, locales and migrations: what the import graph is drawn from."""
    skip = shutil.ignore_patterns("migrations", "templates", "static", "locale", "__pycache__", "data")
    for package in ("config", "evaluations", "lifecycle", "registry"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def verdict(root: Path, *contracts: str) -> "subprocess.CompletedProcess[str]":
    """What is said of some contracts, or of all; whole dotted names, however narrow the terminal is."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"]
    command += [word for contract in contracts for word in ("--contract", contract)]
    wide = {**os.environ, "COLUMNS": "1000"}
    return subprocess.run(command, cwd=root, env=wide, capture_output=True, text=True, check=False)


def test_every_contract_holds_and_is_broken_below(copy: Path) -> None:
    """In the very copy that is broken below."""
    held = verdict(copy)
    assert (held.returncode, f"{len(CONTRACTS)} kept, 0 broken" in held.stdout) == (0, True), held.stdout
    assert BREAKS.keys() == {contract["id"] for contract in CONTRACTS}


@pytest.mark.parametrize("contract", BREAKS)
def test_a_contract_fails_wherever_it_is_broken(contract: str, copy: Path) -> None:
    """Every break at once, and every one of them is named: drawing the graph is the whole cost."""
    for file, line in BREAKS[contract]:
        with (copy / file).open("a") as source:
            source.write(f"\n{line}\n")

    broken = verdict(copy, contract)

    assert (broken.returncode, "1 broken" in broken.stdout) == (1, True)
    said = {(file, line): _arrow(file, line) in broken.stdout for file, line in BREAKS[contract]}
    assert [at for at, is_named in said.items() if not is_named] == [], broken.stdout


def _arrow(file: str, line: str) -> str:
    """How a forbidden import is told of."""
    importer = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return f"{importer} -> {line.removeprefix('import ')} "


@pytest.mark.parametrize("floor", ["evaluations", "lifecycle", "registry"])
def test_a_new_room_must_be_given_a_place(floor: str, copy: Path) -> None:
    room = copy / floor / "attic"
    room.mkdir()
    (room / "__init__.py").touch()

    assert verdict(copy, f"{floor}-rooms").returncode == 1


@pytest.mark.parametrize("layer", ["services", "selectors", "rules", "models"])
def test_http_is_banned_below_the_interfaces(layer: str) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "json", "--select", "TID251"]
    command += ["--stdin-filename", f"registry/systems/{layer}.py", "-"]
    said = subprocess.run(
        command, cwd=ROOT, input="import django.http\n", capture_output=True, text=True, check=False
    ).stdout

    assert [finding["code"] for finding in json.loads(said)] == ["TID251"]
