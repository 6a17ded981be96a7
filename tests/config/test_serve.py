"""What ``serve`` says when it is ready."""

import subprocess
import sys
from io import StringIO

import pytest

from config.demo.management.commands import load_demo
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


def test_the_demo_s_addresses_stand_on_the_port_it_is_served_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8123")
    ports = [command.create_parser("manage.py", "").parse_args([]).port for command in (Command(), load_demo.Command())]
    assert ports == [8123, 8123]
