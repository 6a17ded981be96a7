"""Frozen grounds are read by the room that wrote them, and by nobody else."""

import pytest

from lifecycle.cases import grounds
from registry.organisations.models import Person


@pytest.fixture(autouse=True)
def no_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grounds, "_readers", {})
    monkeypatch.setattr(grounds, "_places", {})


def test_grounds_are_read_by_whoever_told_how() -> None:
    grounds.tell("evidence", lambda evidence: [f"{evidence['users']} users"])
    assert grounds.sentences_of({"evidence": {"users": 0}, "reason": "…"}) == ["0 users"]


def test_grounds_nobody_can_read_say_nothing() -> None:
    assert grounds.sentences_of({"reason": "…"}) == []


def test_grounds_lead_where_the_reader_may_go() -> None:
    ann, ben = Person(name="Ann"), Person(name="Ben")
    grounds.lead("finding", lambda code, reader: f"/findings/{code}/" if reader is ann else "")
    told = {"finding": "F1", "reason": "…"}
    assert [grounds.url_of(told, entry, reader) for entry in told for reader in (ann, ben)] == [
        "/findings/F1/",
        "",
        "",
        "",
    ]
