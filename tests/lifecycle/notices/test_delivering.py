"""Notices on their way out, to a mailbox and to a real server."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from lifecycle.notices.models import Delivery
from lifecycle.notices.services.delivering import Undelivered, deliver
from registry.jobs.enums import JobState
from registry.jobs.models import Job
from registry.jobs.services import work_next
from tests.factories import person
from tests.lifecycle.notices.factories import notice

pytestmark = pytest.mark.django_db


@dataclass
class Gateway:
    """What it is sent, and the status it answers with."""

    address: str = ""
    status: int = 204
    received: list[tuple[str, bytes, str]] = field(default_factory=list)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    """A server on this machine that notices are posted to."""
    told = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.received.append((self.path, body, self.headers["X-Taizhang-Signature"]))
            self.send_response(told.status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    told.address = f"http://127.0.0.1:{server.server_port}/notices"
    settings.NOTICES_WEBHOOK_URL, settings.NOTICES_WEBHOOK_SECRET = told.address, "shared"
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def mails(settings: Settings) -> list[mail.EmailMessage]:
    settings.EMAIL_HOST, settings.SITE_URL = "smtp.county.test", "https://tz.county.test"
    return mail.outbox


def test_an_e_mail_says_the_notice_and_where_it_leads(mails: list[mail.EmailMessage]) -> None:
    notice(to=person(email="li@county.test"))
    work_next()
    (sent,) = mails
    assert (sent.to, sent.subject) == (["li@county.test"], "RT-1 is due on 2026-11-30.")
    assert sent.body.split("\n\n")[:2] == ["RT-1 is due on 2026-11-30.", "https://tz.county.test/x/RT-1/"]
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.sent_at is None) == (1, False)


def test_a_delivery_that_is_done_twice_sends_once(mails: list[mail.EmailMessage]) -> None:
    """T3."""
    notice(to=person(email="li@county.test"))
    delivery = Delivery.objects.get()
    assert [deliver(delivery=delivery), deliver(delivery=delivery)] == [True, False]
    assert len(mails) == 1


def test_what_the_server_refused_is_tried_again_and_stays_in_the_program(
    mails: list[mail.EmailMessage], settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there
    made = notice(to=person(email="li@county.test"))
    job = work_next()
    assert job is not None
    job.refresh_from_db()
    assert (job.state, Delivery.objects.get().sent_at, mails) == (JobState.DUE, None, [])
    assert made.person.notices.count() == 1


def test_the_gateway_gets_the_notice_signed(gateway: Gateway) -> None:
    made = notice(to=person("李", username="li"))
    work_next()
    ((path, body, signature),) = gateway.received
    assert path == "/notices"
    assert signature == "sha256=" + hmac.new(b"shared", body, hashlib.sha256).hexdigest()
    assert json.loads(body) == {
        "key": "due/RT-1/li",
        "kind": "tests.due",
        "to": "li",
        "subject": "RT-1",
        "text": "RT-1 is due on 2026-11-30.",
        "url": "/x/RT-1/",
        "at": made.made_at.isoformat(),
    }


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_gateway_that_does_not_take_it_is_asked_again_and_followed_nowhere(gateway: Gateway, status: int) -> None:
    gateway.status = status
    notice()
    with pytest.raises(Undelivered):
        deliver(delivery=Delivery.objects.get())
    assert [path for path, _body, _signature in gateway.received] == ["/notices"]
    assert Delivery.objects.values_list("attempts", "sent_at").get() == (1, None)
    gateway.status = 204
    assert deliver(delivery=Delivery.objects.get())
    assert Job.objects.count() == 1
