"""One run of the tests migrates one database: the first process that needs one makes it, all others begin with a copy.

``$PYTEST_XDIST_TESTRUNUID`` tells the processes of a run from those of another. On SQLite the copy kept is a file, on PostgreSQL a
database ``CREATE DATABASE … TEMPLATE`` copies. Migrating a copy finds nothing left to do.
"""

import os
import sqlite3
from contextlib import closing
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

IS_SQLITE = connection.vendor == "sqlite"


class Migrated:
    """The kept copy: ``file`` on SQLite, the database ``name`` on PostgreSQL."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "migrated.sqlite3"
        self.name = f"migrated_{os.environ.get('PYTEST_XDIST_TESTRUNUID', str(os.getpid()))[:12]}"
        self._turn = folder / "migrating"

    def begin(self) -> None:
        """Let the test database about to be made begin with the copy; wait for it where somebody is making it."""
        self._lock = self._turn.open("w")
        flock(self._lock, LOCK_EX)
        if not self._is_there():
            return
        if IS_SQLITE:
            connection_created.connect(self._fill)
        else:
            settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = self.name

    def keep(self) -> None:
        """Keep what migrating came to, if nobody has yet; the others may go on."""
        connection_created.disconnect(self._fill)
        if not self._is_there():
            if IS_SQLITE:
                with closing(sqlite3.connect(self.file)) as copy:
                    connection.connection.backup(copy)
            else:
                migrated = connection.settings_dict["NAME"]
                connection.close()  # nobody may be in what is copied
                self._of_the_server(f"CREATE DATABASE {self.name} TEMPLATE {migrated}")
        self._lock.close()

    def forget(self) -> None:
        """Leave nothing behind on a server; the file goes with its folder."""
        self._lock.close()  # where migrating failed
        if not IS_SQLITE:
            self._of_the_server(f"DROP DATABASE IF EXISTS {self.name}")

    def _is_there(self) -> bool:
        if IS_SQLITE:
            return self.file.exists()
        return bool(self._of_the_server("SELECT FROM pg_database WHERE datname = %s", self.name))

    def _fill(self, connection: Any, **_said: Any) -> None:
        """Django has just opened the empty database in memory, for good: it is filled once."""
        connection_created.disconnect(self._fill)
        with closing(sqlite3.connect(self.file)) as copy:
            copy.backup(connection.connection)

    def _of_the_server(self, statement: str, *said: str) -> int:
        """How many rows a statement that is about no database in particular finds."""
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement, said or None)
            return int(cursor.rowcount)
