"""Whatever is done to the rows behind the ledger's back is found, and where."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import QuerySet

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
