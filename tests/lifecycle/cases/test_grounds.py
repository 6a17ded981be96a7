"""Frozen grounds are read by the room that wrote them, and by nobody else."""

import pytest

from lifecycle.cases import grounds


@pytest.fixture(autouse=True)
def no_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grounds, "_readers", {})


def test_grounds_are_read_by_whoever_told_how() -> None:
    grounds.tell("evidence", lambda evidence: [f"{evidence['users']} users"])
    assert grounds.sentences_of({"evidence": {"users": 0}, "reason": "…"}) == ["0 users"]


def test_grounds_nobody_can_read_say_nothing() -> None:
    assert grounds.sentences_of({"reason": "…"}) == []
