import pytest

from lifecycle.notices import agenda, wordings
from tests.lifecycle.notices.factories import tell_wording


@pytest.fixture(autouse=True)
def this_room_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the upper rooms tell is tested there."""
    monkeypatch.setattr(agenda, "_sources", [])
    monkeypatch.setattr(wordings, "_told", {})
    tell_wording()
