from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from lifecycle.cases import preconditions


@pytest.fixture(autouse=True)
def a_database_for_many(request: pytest.FixtureRequest, transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """PostgreSQL as it is; SQLite in a file, as in production, since the one in memory is one connection's own."""
    if connection.vendor == "postgresql":
        yield
    elif request.node.get_closest_marker("without_guards"):
        pytest.skip("On SQLite the transaction is the lock: python -m tests.postgres -- pytest tests/races")
    else:
        with in_a_file(tmp_path / "races.sqlite3"):
            yield


@contextmanager
def in_a_file(path: Path) -> Iterator[None]:
    """The test database as a file, for this thread and for those that connect from now on."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    memory, name = connection.connection, connection.settings_dict["NAME"]
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        connection.connect()
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture(autouse=True)
def cases_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the upper rooms have against a command is tested there."""
    monkeypatch.setattr(preconditions, "_registered", defaultdict(list))
