import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.processes.installation import Installation


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose SQLite database has every table, to be copied; empty where the tests run on PostgreSQL."""
    folder = tmp_path_factory.mktemp("migrated")
    if not os.environ.get("DATABASE_URL"):
        done = Installation(folder).manage("migrate", "--verbosity", "0")
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def install(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Callable[..., Installation]]:
    """Makes an installation with its own database, of the kind the tests run on; whatever is left of it in the end is killed."""
    made: list[Installation] = []
    databases = []
    below = tmp_path_factory.mktemp("installations")

    def make(*, tick_seconds: int = 1) -> Installation:
        folder = below / f"data-{len(made)}"
        url = os.environ.get("DATABASE_URL", "")
        if url:
            folder.mkdir()
            name = f"processes_{uuid4().hex[:12]}"
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            databases.append(name)
            url = urlsplit(url)._replace(path=f"/{name}").geturl()
        else:
            shutil.copytree(migrated, folder)
        installation = Installation(folder, database_url=url, tick_seconds=tick_seconds)
        if url:
            migrate = installation.manage("migrate", "--verbosity", "0")
            assert migrate.returncode == 0, migrate.stderr
        made.append(installation)
        return installation

    yield make
    for installation in made:
        for number in installation.processes():
            os.kill(number, signal.SIGKILL)
        if installation.serve is not None:
            installation.serve.wait()
    for name in databases:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
