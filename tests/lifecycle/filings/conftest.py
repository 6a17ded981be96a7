"""A county with a system that is filed somewhere."""

from collections import defaultdict

import pytest
from pytest_django import Settings

from lifecycle.cases import preconditions
from lifecycle.filings.preconditions import register_all
from tests.lifecycle.cases.factories import County, county


@pytest.fixture
def cast(db: None) -> County:
    return county()


@pytest.fixture(autouse=True)
def _short_periods(settings: Settings) -> None:
    settings.RETIREMENT_NOTICE_DAYS = 0
    settings.RETIREMENT_OBSERVATION_DAYS = [0]


@pytest.fixture(autouse=True)
def this_room_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rooms below have against a command is tested there."""
    monkeypatch.setattr(preconditions, "_registered", defaultdict(list))
    register_all()
