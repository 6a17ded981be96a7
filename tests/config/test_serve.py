"""What ``serve`` says when it is ready."""

import subprocess
import sys
from io import StringIO

import pytest

from config.management.commands.serve import Command, first_administrator
from registry.organisations.services import create_account

pytestmark = pytest.mark.django_db


def said() -> list[str]:
    out = StringIO()
    Command(stdout=out)._announce("127.0.0.1", 8000)
    return out.getvalue().split("\n")


def test_an_installation_nobody_can_sign_in_to_is_told_how() -> None:
    assert f"  {first_administrator()}" in said()
    create_account(username="zhang", name="张三", password="青山绿水 for everybody", by=None)
    assert f"  {first_administrator()}" not in said()


def test_the_command_it_names_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["manage.py", "serve"])
    done = subprocess.run(f"{first_administrator()} --help", shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, "--organisation" in done.stdout) == (0, True)
