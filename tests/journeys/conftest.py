from collections.abc import Iterator

import pytest

from tests.journeys.town import Town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """The demo county, served by real processes until the session ends."""
    running = Town(tmp_path_factory.mktemp("town"))
    try:
        running.start()
        yield running
    finally:
        running.stop()
