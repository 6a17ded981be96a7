import os
import shutil
import signal
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

from tests.migrated import Migrated
from tests.processes.installation import Installation


@pytest.fixture(scope="module")
def install(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, migrated: Migrated
) -> Iterator[Callable[..., Installation]]:
    """Makes an installation with its own database, of the kind the tests run on; whatever is left of it in the end is killed."""
    made: list[Installation] = []
    below = tmp_path_factory.mktemp("installations")

    def make(*, tick_seconds: int = 1) -> Installation:
        folder = below / f"data-{len(made)}"
        folder.mkdir()
        url = _new_database(template=migrated.name)
        if not url:
            shutil.copy(migrated.file, folder / "taizhang.sqlite3")
        made.append(Installation(folder, database_url=url, tick_seconds=tick_seconds))
        return made[-1]

    yield make
    for installation in made:
        for number in installation.processes():
            os.kill(number, signal.SIGKILL)
        if installation.serve is not None:
            installation.serve.wait()
        if installation.database_url:
            _drop(installation.database_url)


def _new_database(*, template: str) -> str:
    """The address of a copy of ``template`` where the tests run on PostgreSQL; ``""`` on SQLite, whose file is in the folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return ""
    name = f"processes_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def _drop(url: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {urlsplit(url).path.removeprefix('/')} WITH (FORCE)")
