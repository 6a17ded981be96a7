"""A county in which something is being cleared."""

import pytest
from pytest_django import Settings

from tests.lifecycle.cases.factories import County, county


@pytest.fixture
def cast(db: None) -> County:
    return county()


@pytest.fixture(autouse=True)
def _short_periods(settings: Settings) -> None:
    """One probe proves, nothing waits; what tests the periods sets them."""
    settings.PROBES_NEEDED = 1
    settings.PROBES_SPAN_HOURS = 0
    settings.RETIREMENT_NOTICE_DAYS = 0
    settings.PROBE_NETWORKS = ["127.0.0.1/32"]
    settings.PROBE_RESOLVERS = []
