"""A county in which a system is leaving."""

from collections import defaultdict

import pytest
from pytest_django import Settings

from lifecycle.cases import preconditions
from lifecycle.closeout.preconditions import register_all
from tests.lifecycle.cases.factories import County, county


@pytest.fixture
def cast(db: None) -> County:
    return county()


@pytest.fixture(autouse=True)
def _short_periods(settings: Settings) -> None:
    """Nothing waits; what tests the periods sets them."""
    settings.RETIREMENT_NOTICE_DAYS = 0
    settings.RETIREMENT_OBSERVATION_DAYS = [0]
    settings.BROWNOUT_NOTICE_DAYS = 3


@pytest.fixture(autouse=True)
def this_room_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rooms beside it have against a command is tested there."""
    monkeypatch.setattr(preconditions, "_registered", defaultdict(list))
    register_all()
