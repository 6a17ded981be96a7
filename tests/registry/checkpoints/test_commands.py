"""The commands, and a stranger who has nothing but one file of ours, an export and a checkpoint."""

import json
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registry.checkpoints.models import Checkpoint
from registry.ledger import chain
from tests.registry.ledger.factories import chain_of

pytestmark = pytest.mark.django_db


def said(command: str, *arguments: str | Path) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A folder with an export of six events, the checkpoint over five of them, and the verifier."""
    chain_of(3)
    chain_of(2, stream="其他")
    said("checkpoint", "--to", tmp_path / "checkpoint.json")
    said("export_ledger", "--to", tmp_path / "ledger.jsonl")
    shutil.copy(str(chain.__file__), tmp_path / "verify_ledger.py")
    return tmp_path


def verified_by_a_stranger(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """With nothing of ours but the files in the folder: no path, no settings, no environment."""
    command = [sys.executable, "-I", "verify_ledger.py", "ledger.jsonl", *arguments]
    run = subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.stderr == ""
    return run.returncode, run.stdout.splitlines()


def test_the_ledger_holds_against_its_own_checkpoints(tmp_path: Path) -> None:
    chain_of(2)
    told = said("checkpoint", "--to", tmp_path / "kept.json")
    key = Checkpoint.objects.get().key
    assert told == f"Checkpoint 1: 2 events in 1 streams, signed with the key {key}.\n"

    answer = said("verify_ledger", "--json", "--checkpoint", tmp_path / "kept.json", "--key", key)
    assert json.loads(answer) == {"holds": True, "streams": 2, "events": 3, "checkpoints": 2, "breaks": []}
    assert said("verify_ledger").splitlines() == [
        "3 events in 2 streams read, 1 checkpoints compared.",
        "Every chain holds.",
    ]


def test_a_checkpoint_by_another_key_fails_and_is_named(tmp_path: Path) -> None:
    chain_of(2)
    said("checkpoint", "--to", tmp_path / "kept.json")
    out = StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("verify_ledger", "--checkpoint", str(tmp_path / "kept.json"), "--key", "ab" * 32, stdout=out)
    assert failure.value.returncode == 1
    assert "checkpoint #1: foreign." in out.getvalue()


def test_a_stranger_verifies_an_export(exported: Path) -> None:
    key = Checkpoint.objects.get().key
    code, told = verified_by_a_stranger(exported, "--checkpoint", "checkpoint.json", "--key", key)
    assert (code, told[0], told[-1]) == (
        0,
        "6 events in 3 streams read, 1 checkpoints compared.",
        "Every chain holds.",
    )


def test_a_packed_export_is_read_too(exported: Path) -> None:
    said("export_ledger", "--to", exported / "ledger.jsonl.gz")
    run = subprocess.run(
        [sys.executable, "-I", "verify_ledger.py", "ledger.jsonl.gz"],
        cwd=exported,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout.splitlines()[-1]) == (0, "Every chain holds.")


def test_a_stranger_finds_an_edit(exported: Path) -> None:
    file = exported / "ledger.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace("张三", "李四", 1), encoding="utf-8")
    code, told = verified_by_a_stranger(exported)
    assert (code, [line.partition(". ")[0] for line in told[1:]]) == (1, ["things #1: altered"])


def test_a_stranger_finds_an_export_without_its_newest_stream_s_tail(exported: Path) -> None:
    lines = (exported / "ledger.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    told = [json.loads(line) for line in lines]
    left = [
        line
        for line, each in zip(lines, told, strict=True)
        if each.get("event", {}).get("stream") != "其他" and each.get("head", [""])[0] != "其他"
    ]
    (exported / "ledger.jsonl").write_text("".join(left), encoding="utf-8")
    assert verified_by_a_stranger(exported)[0] == 0
    code, found = verified_by_a_stranger(exported, "--checkpoint", "checkpoint.json")
    assert (code, found[-1].partition(". ")[0]) == (1, "其他 #2: cut")
