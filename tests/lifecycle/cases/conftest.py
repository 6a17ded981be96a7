from collections import defaultdict

import pytest

from lifecycle.cases import preconditions


@pytest.fixture(autouse=True)
def this_room_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the upper rooms have against a command is tested there."""
    monkeypatch.setattr(preconditions, "_registered", defaultdict(list))
