"""Every benchmark of usage, sweep, logs and lists at its smallest: what is compared comes to the same, and queries do not grow.

How long things take is asked of nobody here.
"""

from importlib import import_module

import pytest
from django.db import connection

from benchmarks.command import Asked, Ratio, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["sweep", "usage_write", "usage_http", "access_log", "roll_up", "lists"])
def test_what_is_compared_is_the_same(name: str) -> None:
    db = "pg" if connection.vendor == "postgresql" else "sqlite"
    figures = import_module(f"benchmarks.{name}").measured(Asked(db, "smallest", 1))
    assert figures["ratios"]
    assert figures["passed_limits"] == []


def test_a_limit_that_is_missed_is_told() -> None:
    ratios = [Ratio("a", "b", 3, 2.5), Ratio("c", "d", 3, 2.5, at_least=True), Ratio("e", "f", 2, 2.5, at_least=True)]
    figures = told([*ratios, Ratio("g", "h", 9)], {"rows differ": True, "queries grow": False})
    assert figures["passed_limits"] == ["a against b: 3, ≤ 2.5", "e against f: 2, ≥ 2.5", "rows differ"]
    assert [each["missed"] for each in figures["ratios"]] == [True, False, True, False]
