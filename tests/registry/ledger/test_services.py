import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as within
from hypothesis import strategies as st
from pytest_django import Settings

from registry.ledger.models import Event, Head
from registry.ledger.selectors import verify
from registry.ledger.services import record
from tests.registry.ledger.factories import Thing, chain_of

pytestmark = pytest.mark.django_db


def test_an_event_hangs_on_the_one_before_and_moves_the_head() -> None:
    first, second = chain_of(2)

    assert (first.seq, first.previous_hash) == (1, "")
    assert (second.seq, second.previous_hash) == (2, first.hash)
    assert Head.objects.values_list("stream", "seq", "hash").get() == ("things", 2, second.hash)


def test_each_stream_counts_for_itself() -> None:
    chain_of(2, stream="one")
    chain_of(1, stream="other")

    assert list(Event.objects.order_by("stream", "seq").values_list("stream", "seq")) == [
        ("one", 1),
        ("one", 2),
        ("other", 1),
    ]


def test_names_are_copied_so_that_history_outlives_people() -> None:
    (event,) = chain_of(1)

    assert (event.actor, event.actor_name, event.subject_type, event.subject) == ("zhang", "张三", "Thing", "T-1")


def test_the_program_itself_has_no_name() -> None:
    event = record("things.swept", subject=Thing(), by=None)

    assert (event.actor, event.actor_name, event.stream) == ("", "", "things")


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_bug() -> None:
    with pytest.raises(RuntimeError, match="share the transaction"):
        record("things.counted", subject=Thing(), by=None)

    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_goes_with_what_it_records() -> None:
    with transaction.atomic():
        record("things.counted", subject=Thing(), by=None)
        transaction.set_rollback(True)

    assert (Event.objects.count(), Head.objects.count()) == (0, 0)


def test_a_chain_may_change_its_algorithm_midway(settings: Settings) -> None:
    chain_of(2)
    settings.LEDGER_ALGORITHM = "sm3"
    chain_of(2)

    assert list(Event.objects.order_by("seq").values_list("algorithm", flat=True)) == ["sha256"] * 2 + ["sm3"] * 2
    assert verify().holds


NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**70), 2**70)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@within(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(TEXTS, NUMBERS | TEXTS | st.none() | st.lists(NUMBERS), max_size=4))
def test_whatever_an_event_holds_hashes_the_same_when_it_is_read_back(held: dict[str, object]) -> None:
    record("things.counted", subject=Thing(), by=None, held=held)

    assert verify().holds
