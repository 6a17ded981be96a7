"""Notices and calendars in a browser without script."""

import hashlib
import re
from collections.abc import Callable
from datetime import date

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from lifecycle.notices.agenda import Entry, tell
from lifecycle.notices.models import Feed
from lifecycle.notices.selectors import unread_count
from registry.ledger.models import Event
from registry.organisations.models import Person
from registry.organisations.services import close_account
from tests.factories import person
from tests.lifecycle.notices.factories import notice

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def address_opened_by(client: Client) -> str:
    page = client.post(reverse("notices:open-calendar"))
    return str(page.context["address"]).removeprefix("http://testserver")


def test_the_header_of_every_page_counts_what_is_unread(sign_in: SignIn) -> None:
    somebody = person()
    client = sign_in(somebody)
    assert b'class="count"' not in client.get(reverse("change-password")).content
    for key in ("due/RT-1", "due/RT-2"):
        notice(to=somebody, key=key)
    said = client.get(reverse("change-password")).content.decode()
    assert re.search(r'class="count">2<span class="visually-hidden"> not read yet</span>', said)


def test_people_see_their_own_notices_newest_first_and_nobody_else_s(sign_in: SignIn) -> None:
    somebody, other = person(), person()
    made = [notice(to=somebody, key=f"due/RT-{number}") for number in range(3)]
    theirs = notice(to=other)
    client = sign_in(somebody)
    assert list(client.get(reverse("notices:list")).context["page_obj"]) == made[::-1]
    assert client.get(reverse("notices:follow", args=[theirs.pk])).status_code == 404
    assert unread_count(other) == 1


def test_following_a_notice_leads_to_its_page_and_has_it_read(sign_in: SignIn) -> None:
    made = notice()
    answer = sign_in(made.person).get(reverse("notices:follow", args=[made.pk]))
    assert (answer.status_code, answer["Location"], unread_count(made.person)) == (302, "/x/RT-1/", 0)


def test_all_can_be_read_at_once(sign_in: SignIn) -> None:
    made = notice()
    sign_in(made.person).post(reverse("notices:read-all"))
    assert unread_count(made.person) == 0


def test_an_address_is_kept_for_whoever_enters_it_and_stands_in_no_event(sign_in: SignIn) -> None:
    somebody = person()
    client = sign_in(somebody)
    assert client.post(reverse("notices:channels"), {"email": "nonsense"}).status_code == 200
    assert client.post(reverse("notices:channels"), {"email": "li@county.test"}).status_code == 302
    somebody.refresh_from_db()
    assert somebody.email == "li@county.test"
    event = Event.objects.get()
    assert (event.verb, event.actor, event.data) == ("organisations.email_changed", somebody.account, {"given": True})


def test_a_calendar_shows_its_owner_s_agenda_to_whoever_has_the_address(sign_in: SignIn) -> None:
    somebody = person()
    tell(lambda who: [Entry(f"due-{who.account}", date(2026, 11, 30), "due")])
    address = address_opened_by(sign_in(somebody))
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [str(event["UID"]) for event in events] == [f"due-{somebody.account}"]


def test_of_the_address_only_a_hash_is_kept_and_no_page_tells_it_again(sign_in: SignIn) -> None:
    client = sign_in(person())
    secret = address_opened_by(client).rsplit("/", 1)[1].removesuffix(".ics")
    assert Feed.objects.get().secret_sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in client.get(reverse("notices:channels")).content.decode()
    assert [secret in str(event.data) for event in Event.objects.all()] == [False]


def test_a_new_address_ends_the_old_and_closing_ends_it_too(sign_in: SignIn) -> None:
    client = sign_in(person())
    old, new = address_opened_by(client), address_opened_by(client)
    assert [Client().get(address).status_code for address in (old, new)] == [404, 200]
    client.post(reverse("notices:close-calendar"))
    assert Client().get(new).status_code == 404
    assert list(Event.objects.order_by("seq").values_list("verb", flat=True)) == [
        "notices.feed_opened",
        "notices.feed_closed",
        "notices.feed_opened",
        "notices.feed_closed",
    ]


def test_the_calendar_of_an_account_that_is_closed_is_read_no_more(sign_in: SignIn) -> None:
    somebody = person()
    address = address_opened_by(sign_in(somebody))
    close_account(person=somebody, by=None)
    assert Client().get(address).status_code == 404


def test_a_guessed_address_leads_nowhere() -> None:
    assert Client().get(reverse("notices:calendar", args=["guess"])).status_code == 404
