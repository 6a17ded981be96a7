"""Whatever is done to the rows behind the ledger's back is found, and where."""

import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger.chain import digest
from registry.ledger.models import Event, Head
from registry.ledger.selectors import verify
from tests.registry.ledger.factories import chain_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded() -> None:
    """Take the triggers away, as somebody with the database's password would. Undone with the test's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER ledger_event_no_update")
            cursor.execute("DROP TRIGGER ledger_event_no_delete")


def things() -> QuerySet[Event]:
    return Event.objects.filter(stream="things")


def edit() -> None:
    things().filter(seq=3).update(actor_name="李四")


def edit_and_rehash() -> None:
    event = things().get(seq=3)
    event.actor_name = "李四"
    event.hash = digest(vars(event))
    event.save()


def delete() -> None:
    things().filter(seq=3).delete()


def delete_and_close_the_gap() -> None:
    delete()
    for event in things().filter(seq__gt=3).order_by("seq"):
        Event.objects.filter(pk=event.pk).update(seq=event.seq - 1)


def insert() -> None:
    event = things().get(seq=5)
    event.pk, event.seq, event.previous_hash = None, 6, event.hash
    event.hash = digest(vars(event))
    event.save(force_insert=True)


def swap() -> None:
    things().filter(seq=2).update(seq=99)
    things().filter(seq=3).update(seq=2)
    things().filter(seq=99).update(seq=3)


def cut_the_tail() -> None:
    things().filter(seq__gte=4).delete()


def cut_all() -> None:
    things().delete()


def behead() -> None:
    Head.objects.filter(stream="things").delete()


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (edit, [(3, "altered")]),
        (edit_and_rehash, [(4, "unlinked")]),
        (delete, [(4, "missing")]),
        (delete_and_close_the_gap, [(3, "unlinked"), (3, "altered"), (4, "altered"), (5, "cut")]),
        (insert, [(6, "surplus")]),
        (swap, [(2, "unlinked"), (2, "altered"), (3, "unlinked"), (3, "altered"), (4, "unlinked")]),
        (cut_the_tail, [(5, "cut")]),
        (cut_all, [(5, "cut")]),
        (behead, [(5, "headless")]),
    ],
)
def test_tampering_is_found_where_it_was_done(tamper: Callable[[], None], found: list[tuple[int, str]]) -> None:
    chain_of(5)
    chain_of(2, stream="untouched")
    tamper()

    breaks = verify().breaks

    assert [(each.stream, each.seq, each.problem) for each in breaks] == [("things", *each) for each in found]


def test_an_untouched_ledger_holds() -> None:
    chain_of(3)
    chain_of(2, stream="other")

    result = verify()

    assert (result.streams, result.events, result.breaks, result.holds) == (2, 5, [], True)


def test_one_stream_can_be_verified_alone() -> None:
    chain_of(3)
    chain_of(2, stream="other")

    assert (verify("other").streams, verify("other").events) == (1, 2)


@pytest.mark.parametrize("sentence", ["UPDATE ledger_event SET verb = 'x'", "DELETE FROM ledger_event"])
def test_the_database_itself_refuses_changes(sentence: str) -> None:
    chain_of(2)

    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sentence)

    assert verify().holds


def test_replace_and_truncate_are_refused_too() -> None:
    (event,) = chain_of(1)
    if connection.vendor == "postgresql":
        sentence = "TRUNCATE ledger_event"
    else:
        sentence = (
            "REPLACE INTO ledger_event (id, stream, seq, at, verb, actor, actor_name, subject_type, subject, data,"
            " algorithm, previous_hash, hash) SELECT id, stream, seq, at, 'x', actor, actor_name, subject_type, subject,"
            " data, algorithm, previous_hash, hash FROM ledger_event"
        )

    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sentence)

    assert Event.objects.get() == event
    assert verify().holds


def test_the_command_says_that_the_chain_holds() -> None:
    chain_of(2)
    out = StringIO()

    call_command("verify_ledger", "--json", stdout=out)

    assert json.loads(out.getvalue()) == {"holds": True, "streams": 1, "events": 2, "breaks": []}


@pytest.mark.usefixtures("unguarded")
def test_the_command_says_where_it_does_not_and_fails() -> None:
    chain_of(5)
    edit()
    out = StringIO()

    with pytest.raises(CommandError) as failure:
        call_command("verify_ledger", stdout=out)

    assert failure.value.returncode == 1
    assert "things #3: altered." in out.getvalue()


@given(st.text(), st.text())
def test_different_contents_have_different_hashes(one: str, other: str) -> None:
    fields = {
        "stream": "s",
        "seq": 1,
        "at": Event._meta.get_field("at").to_python("2026-11-21T08:00:00+08:00"),
        "verb": "things.counted",
        "actor": "",
        "actor_name": "",
        "subject_type": "Thing",
        "subject": "T-1",
        "algorithm": "sha256",
        "previous_hash": "",
    }

    assert (digest({**fields, "data": one}) == digest({**fields, "data": other})) == (one == other)
