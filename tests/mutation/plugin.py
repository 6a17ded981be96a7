"""Inside pytest: everything is collected and the database migrated once; then each guard goes in a process of its own."""

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from types import FunctionType
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from tests.mutation.guards import API, CONSTRAINTS, ROOT, TRIGGERS

ASKED = Path(os.environ["GUARDS"]) if "GUARDS" in os.environ else None
"""A file with ``{guard: beginnings of tests}``; answers go to the descriptor ``ANSWERS``, as lines ``[guard, test, seconds]``."""
NOTHING = ""
"""Instead of a guard: what is asked first has to pass while nothing is taken away."""
failures: list[str] = []


def pytest_runtest_logreport(report: Any) -> None:
    if report.failed:
        failures.append(report.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> object:
    if ASKED is None:
        return None
    _migrate(session.items)
    if failures:
        raise pytest.UsageError(f"A test fails with every guard in its place: {failures}")
    asked: dict[str, list[str]] = json.loads(ASKED.read_text())
    first = [next(item for item in session.items if item.nodeid.startswith(tests[0])) for tests in asked.values()]
    if told := _in_a_process_of_its_own(NOTHING, list(dict.fromkeys(first))):
        raise pytest.UsageError(f"A test fails with every guard in its place: {told}")
    for guard, tests in asked.items():
        began = monotonic()
        items = [item for test in tests for item in session.items if item.nodeid.startswith(test)]
        told = _in_a_process_of_its_own(guard, list(dict.fromkeys(items)))
        answer = json.dumps([guard, told, round(monotonic() - began)])
        os.write(int(os.environ["ANSWERS"]), f"{answer}\n".encode())
    return True


def _migrate(items: Sequence[pytest.Item]) -> None:
    """By one test that needs the database; what is set up for the session stays."""
    first = next(item for item in items if item.get_closest_marker("django_db"))
    elsewhere = next(
        item for item in items if _floor_of(item) != _floor_of(first)
    )  # else the first one's packages stay set up
    first.config.hook.pytest_runtest_protocol(item=first, nextitem=elsewhere)


def _floor_of(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT / "tests").parts[0]


def _in_a_process_of_its_own(guard: str, items: Sequence[pytest.Item]) -> str:
    """The first test that notices that the guard is gone."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, _first_to_notice(guard, items).encode())
        except BaseException:  # noqa: BLE001  (told, and then the process ends)
            traceback.print_exc(file=sys.__stderr__)
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        told = answer.read()
    _child, status = os.waitpid(child, 0)
    if status:
        raise pytest.UsageError(f"{guard}: its process failed")
    return told


def _first_to_notice(guard: str, items: Sequence[pytest.Item]) -> str:
    """``""``: none does."""
    with items[0].config.stash[blocking_manager_key].unblock():
        if guard != NOTHING:
            take_away(guard)
    for item, following in zip(items, [*items[1:], *items[:1]], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if failures:
            return failures[0]
    return ""


def take_away(guard: str) -> None:
    if guard == TRIGGERS:
        _drop_triggers()
    elif guard in CONSTRAINTS:
        _drop_constraint(guard)
    else:
        name, _space, reason = guard.partition(" ")
        module, _colon, name = name.partition(":")
        function = vars(importlib.import_module(module))[name]
        if reason:
            _loses(function, reason)
        else:
            _becomes(function, _gone(name, guard))


def _gone(name: str, guard: str) -> Callable[..., Any]:
    if guard in API:
        return {"expected_version": _unsaid, "idempotency_key": _empty, "_was_done": _no}[name]
    return _yes if name.startswith("may_") else _nothing


def _becomes(function: Any, other: Callable[..., Any]) -> None:
    """In place, so that it is the same wherever it was imported."""
    function.__code__ = other.__code__
    function.__defaults__ = function.__kwdefaults__ = None


def _loses(function: Any, reason: str) -> None:
    whole = FunctionType(function.__code__, function.__globals__, function.__name__, function.__defaults__)
    whole.__kwdefaults__ = function.__kwdefaults__
    function.__globals__["guard_in_question"] = (whole, reason)
    _becomes(function, _all_but_one)


def _all_but_one(*given: Any, **named: Any) -> list[Any]:
    """Runs in the module of the function it became."""
    whole, reason = globals()["guard_in_question"]
    return [each for each in whole(*given, **named) if each.code != reason]


def _nothing(*_given: Any, **_named: Any) -> list[Any]:
    return []


def _yes(*_given: Any, **_named: Any) -> bool:
    return True


def _no(*_given: Any, **_named: Any) -> bool:
    return False


def _unsaid(*_given: Any, **_named: Any) -> None:
    return None


def _empty(*_given: Any, **_named: Any) -> str:
    return ""


def _drop_constraint(name: str) -> None:
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:  # SQLite makes the table anew, with whatever the model says then
                model._meta.constraints = [each for each in model._meta.constraints if each is not constraint]
                with connection.schema_editor() as editor:
                    editor.remove_constraint(model, constraint)


def _drop_triggers() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
