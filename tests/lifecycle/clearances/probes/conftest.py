"""What the probes' tests share: a reach into one loopback address, and the moment."""

from datetime import UTC, datetime

import pytest

from lifecycle.clearances.probes.addresses import Reach, networks

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def reach() -> Reach:
    """127.0.0.1 and nothing else, quickly."""
    return Reach(networks(["127.0.0.1/32"]), seconds=1.0)
