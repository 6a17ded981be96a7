import pytest
from pytest_django import Settings

from lifecycle.notices.models import Delivery, Notice
from lifecycle.notices.selectors import notices_of, unread_count
from lifecycle.notices.services import mark_read, notify
from registry.jobs.models import Job
from registry.ledger.models import Event
from tests.factories import person
from tests.lifecycle.notices.factories import KIND, notice

pytestmark = pytest.mark.django_db


def test_a_notice_says_its_sentence_and_leads_to_its_page() -> None:
    made = notice()
    assert (made.sentence, made.url) == ("RT-1 is due on 2026-11-30.", "/x/RT-1/")


def test_the_notice_of_a_room_that_is_gone_still_names_its_subject() -> None:
    made = notice()
    made.kind = "gone.kind"
    assert (made.sentence, made.url) == ("RT-1", "")


def test_nobody_is_told_the_same_thing_twice() -> None:
    """T3."""
    one, other = person(), person()
    first = notify(kind=KIND, subject="RT-1", people=[one], key="due/RT-1", day="2026-11-30")
    again = notify(kind=KIND, subject="RT-1", people=[one, other], key="due/RT-1", day="2026-11-30")
    assert [[each.person for each in made] for made in (first, again)] == [[one], [other]]
    assert Notice.objects.count() == 2


def test_each_notice_leaves_one_event_and_none_leaves_none() -> None:
    somebody = person()
    for _twice in range(2):
        notify(kind=KIND, subject="RT-1", people=[somebody], key="due/RT-1", day="2026-11-30")
    event = Event.objects.get()
    assert (event.stream, event.verb, event.actor, event.subject) == (
        "notices/RT-1",
        "notices.made",
        "",
        f"due/RT-1/{somebody.account}",
    )
    assert event.data == {"kind": KIND, "to": somebody.account}


def test_nothing_leaves_the_program_where_nothing_is_set_up() -> None:
    notice(to=person(email="li@county.test"))
    assert (Delivery.objects.count(), Job.objects.count()) == (0, 0)


def test_what_is_set_up_becomes_a_delivery_and_a_job_each(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.NOTICES_WEBHOOK_URL = "smtp.county.test", "https://gateway.county.test/"
    notice(to=person(email="li@county.test"))
    notice(to=person(), key="due/RT-2")
    assert sorted(Delivery.objects.values_list("notice__key", "channel")) == sorted(
        [(each.key, channel) for each in Notice.objects.all() for channel in _channels(each)]
    )
    assert sorted(job.arguments["delivery"] for job in Job.objects.all()) == sorted(
        Delivery.objects.values_list("pk", flat=True)
    )


def _channels(made: Notice) -> list[str]:
    return ["email", "webhook"] if made.person.email else ["webhook"]


def test_people_read_their_own_notices_one_by_one_or_at_once() -> None:
    somebody, other = person(), person()
    first = notice(to=somebody)
    for key in ("due/RT-2", "due/RT-3"):
        notice(to=somebody, key=key)
    notice(to=other)
    assert (unread_count(somebody), unread_count(other)) == (3, 1)
    assert mark_read(person=other, notice=first) == 0
    assert (mark_read(person=somebody, notice=first), unread_count(somebody)) == (1, 2)
    assert (mark_read(person=somebody), unread_count(somebody), unread_count(other)) == (2, 0, 1)
    assert notices_of(somebody).count() == 3
