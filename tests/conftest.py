"""Fixtures of every room."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, configuration
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from config.messages import compile_messages
from registry.organisations.models import Person
from tests import chromium, pristine
from tests.migrated import Migrated

configuration.set_hypothesis_home_dir(Path(settings.VENV_DIR) / "cache" / "hypothesis")
hypothesis_settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("suite")  # how busy the machine is says nothing about the code
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's event loop is no reason to refuse the database


ASKING = {"django_db_setup", "db", "transactional_db", "live_server", "install"}
"""The fixtures of which a test that asks a database wants at least one, if it is not marked ``django_db``."""


LONG = (
    "tests/contracts/test_doors.py", "tests/contracts/test_pages.py", "tests/contracts/test_permissions.py",
    "tests/contracts/test_withholding.py", "tests/evaluations/findings/test_memory.py", "tests/evaluations/proving/",
    "tests/journeys/", "tests/lifecycle/cases/test_machine.py", "tests/processes/",
)  # fmt: skip
"""What takes a minute or more in one process: begun first in whatever order the rest comes, so that nobody waits for it in the end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--of-database", action="store_true", help="only tests that ask a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is long comes first; with ``--of-database`` whatever is the same on every database is left out."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))  # in random order among themselves, as they came
    if not config.getoption("--of-database"):
        return
    asking = {each for each in items if each.get_closest_marker("django_db") or ASKING & set(each.fixturenames)}  # type: ignore[attr-defined]
    config.hook.pytest_deselected(items=[each for each in items if each not in asking])
    items[:] = [each for each in items if each in asking]


@pytest.fixture(scope="session", autouse=True)
def compiled_messages() -> None:
    """The Chinese of the sources under test, wherever a test switches the language."""
    compile_messages()


@pytest.fixture(scope="session")
def migrated(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Migrated]:
    """The database that is migrated once for all processes of the run; there as soon as ``django_db_setup`` is."""
    own = tmp_path_factory.getbasetemp()
    kept = Migrated(own if worker_id == "master" else own.parent)
    yield kept
    with django_db_blocker.unblock():
        kept.forget()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, migrated: Migrated, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        migrated.begin()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, migrated: Migrated, django_db_blocker: DjangoDbBlocker) -> None:
    """Migrated databases, which tests that commit find again as the migrations left them."""
    with django_db_blocker.unblock():
        migrated.keep()
        pristine.keep()
    TransactionTestCase._fixture_teardown = lambda self: pristine.restore()  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def source_language() -> Iterator[None]:
    """Every test begins in the settings' language: a request in another one leaves it active in its thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium: one for every test of the session, since Playwright allows one loop per thread."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def sign_in() -> Callable[[Person], Client]:
    """A browser without script in which the person has signed in: ``sign_in(person).get("/")``."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the contracts went through, added up over their tests (``record_property``), also those on other workers."""
    counts: Counter[str] = Counter()
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        counts.update({name: count for name, count in report.user_properties if isinstance(count, int)})
    for name, count in sorted(counts.items()):
        terminalreporter.write_line(f"{count:,} {name}")
