"""What a checkpoint says, and what it shows."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from registry.checkpoints.errors import LedgerBroken
from registry.checkpoints.models import Checkpoint, SealedHead
from registry.checkpoints.selectors import checkpoint_over, document_of, ends_at, verify_with_checkpoints
from registry.checkpoints.services import seal
from registry.ledger.chain import Break, End, body_hash, breaks_between, breaks_of_checkpoint, digest, read_checkpoints
from registry.ledger.models import Event, Head
from tests.registry.ledger.factories import chain_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded() -> None:
    """Take the triggers away, as somebody with the database's password would. Undone with the test's transaction."""
    with connection.cursor() as cursor:
        for table in ("ledger_event", "checkpoints_checkpoint", "checkpoints_sealedhead"):
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute(f"DROP TRIGGER {table}_no_update")
                cursor.execute(f"DROP TRIGGER {table}_no_delete")


def rewrite(stream: str) -> None:
    """Change the first event of a stream and make every hash after it anew, its head's too."""
    last = ""
    for event in Event.objects.filter(stream=stream).order_by("seq"):
        event.actor_name, event.previous_hash = "李四", last
        event.hash = last = digest(vars(event))
        event.save()
    Head.objects.filter(stream=stream).update(hash=last)


def cut(stream: str) -> None:
    """Remove the last event of a stream, and say so in its head."""
    event = Event.objects.filter(stream=stream).order_by("-seq")[0]
    event.delete()
    Head.objects.filter(stream=stream).update(seq=event.seq - 1, hash=event.previous_hash)


def places(breaks: list[Break]) -> list[tuple[str, int, str]]:
    return [(each.stream, each.seq, each.problem) for each in breaks]


def test_a_checkpoint_states_the_end_of_every_stream_and_hangs_on_the_one_before() -> None:
    chain_of(3)
    chain_of(2, stream="other")
    first = seal(by=None)
    assert (first.number, first.streams, first.events) == (1, 2, 5)
    assert ends_at(1) == [
        End(each.stream, each.seq, each.hash) for each in Head.objects.exclude(stream="checkpoints").order_by("stream")
    ]

    chain_of(1)
    second = seal(by=None)
    assert second.body["previous"] == body_hash(first.body)
    assert list(breaks_between([document_of(second), document_of(first)])) == []
    assert list(breaks_of_checkpoint(document_of(second), key=first.key)) == []


def test_only_what_moved_is_sealed_anew() -> None:
    chain_of(3)
    chain_of(2, stream="other")
    seal(by=None)
    chain_of(1)
    second = seal(by=None)

    moved = SealedHead.objects.filter(checkpoint=second).values_list("stream", "seq")
    assert list(moved) == [("checkpoints", 1), ("things", 4)]
    assert [(end.stream, end.seq) for end in ends_at(2)] == [("checkpoints", 1), ("other", 2), ("things", 4)]


def test_an_event_s_checkpoint_is_the_first_that_saw_it() -> None:
    chain_of(2)
    first = seal(by=None)
    chain_of(1)
    second = seal(by=None)

    assert [checkpoint_over("things", seq) for seq in (1, 2, 3, 4)] == [first, first, second, None]


def test_a_checkpoint_can_be_made_with_sm3(settings: Settings) -> None:
    chain_of(2)
    seal(by=None)
    settings.LEDGER_ALGORITHM = "sm3"
    second = seal(by=None)

    assert second.body["algorithm"] == "sm3"
    assert verify_with_checkpoints().breaks == []


@pytest.mark.usefixtures("unguarded")
def test_a_ledger_that_does_not_hold_is_not_sealed() -> None:
    chain_of(3)
    Event.objects.filter(seq=2).update(actor_name="李四")

    with pytest.raises(LedgerBroken):
        seal(by=None)

    assert Checkpoint.objects.count() == 0


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(("tamper", "found"), [(rewrite, "rewritten"), (cut, "cut")])
def test_events_and_heads_changed_alike_are_found_by_a_checkpoint(tamper: Callable[[str], None], found: str) -> None:
    chain_of(3)
    seal(by=None)
    tamper("things")

    assert places(verify_with_checkpoints().breaks) == [("things", 3, found)]
    assert places(verify_with_checkpoints(stream="things").breaks) == [("things", 3, found)]


@pytest.mark.usefixtures("unguarded")
def test_who_removes_the_own_checkpoints_too_is_found_by_one_that_was_kept_elsewhere(tmp_path: Path) -> None:
    chain_of(3)
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(document_of(seal(by=None))))
    SealedHead.objects.all().delete()
    Checkpoint.objects.all().delete()
    rewrite("things")
    assert verify_with_checkpoints().breaks == []

    given, wrong = read_checkpoints([kept])
    assert wrong == []
    assert places(verify_with_checkpoints(handed_out=given).breaks) == [("things", 3, "rewritten")]


@pytest.mark.usefixtures("unguarded")
def test_a_stored_checkpoint_that_was_altered_is_found() -> None:
    chain_of(3)
    checkpoint = seal(by=None)
    Checkpoint.objects.filter(pk=checkpoint.pk).update(body={**checkpoint.body, "events": 2})
    assert places(verify_with_checkpoints().breaks) == [("checkpoint", 1, "forged")]


def test_a_file_that_was_altered_forged_or_signed_by_another_is_named(tmp_path: Path) -> None:
    chain_of(3)
    document = document_of(seal(by=None))
    tampered = [
        {**document, "heads": [["things", 2, "0" * 64]]},
        {**document, "signature": "00" * 64},
        {**document, "body": {**document["body"], "events": 9}},
        {},
    ]
    files = [tmp_path / f"{number}.json" for number in range(6)]
    for file, content in zip(files, [*tampered, document], strict=False):
        file.write_text(json.dumps(content))
    files[5].write_text("not JSON")

    sound, wrong = read_checkpoints(files, key="ab" * 32)
    assert (sound, [each.problem for each in wrong]) == ([], ["forged"] * 4 + ["foreign", "forged"])


def test_a_checkpoint_that_does_not_hang_on_the_one_before_is_named() -> None:
    chain_of(1)
    first, second = (document_of(seal(by=None)) for _each in range(2))
    other = {**first, "body": {**first["body"], "events": 7}}
    assert places(list(breaks_between([second, other]))) == [("checkpoint", 2, "detached")]
    assert list(breaks_between([second])) == []
