from collections import defaultdict

import pytest
from django.db import connection

from lifecycle.cases import preconditions


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("Races need PostgreSQL: python -m tests.postgres -- pytest tests/races")


@pytest.fixture(autouse=True)
def cases_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the upper rooms have against a command is tested there."""
    monkeypatch.setattr(preconditions, "_registered", defaultdict(list))
