"""Giving notice."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lifecycle.notices.enums import Channel
from lifecycle.notices.models import Delivery, Notice
from registry.jobs.services import add
from registry.ledger.services import record
from registry.organisations.models import Person

DELIVER = "notices.deliver"


@transaction.atomic
def notify(*, kind: str, subject: str, people: Iterable[Person], key: str, **data: Any) -> list[Notice]:
    """Tell each of ``people`` one thing, unless they were told under this ``key`` before; returns what was made here.

    Call it inside the transaction of what it is about. ``subject`` is a code, ``data`` must be JSON: names and dates its
    wording needs, nothing a reader might not see. Six queries a person, two more for each channel that is set up.
    """
    made = []
    for person in people:
        notice, created = Notice.objects.get_or_create(
            key=f"{key}/{person.account}",
            defaults={"person": person, "kind": kind, "subject": subject, "data": data, "made_at": timezone.now()},
        )
        if created:
            made.append(notice)
            for channel in _channels_of(person):
                delivery = Delivery.objects.create(notice=notice, channel=channel)
                add(DELIVER, by=None, arguments={"delivery": delivery.pk})
            record("notices.made", subject=notice, by=None, stream=f"notices/{subject}", kind=kind, to=person.account)
    return made


def mark_read(*, person: Person, notice: Notice | None = None) -> int:
    """Note that a person has looked at one of their notices, or at all; how many were new. No fact about a case: not recorded."""
    unread = Notice.objects.filter(person=person, read_at__isnull=True)
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=timezone.now())


def _channels_of(person: Person) -> list[Channel]:
    by_email = bool(settings.EMAIL_HOST and person.email)
    return [Channel.EMAIL] * by_email + [Channel.WEBHOOK] * bool(settings.NOTICES_WEBHOOK_URL)
