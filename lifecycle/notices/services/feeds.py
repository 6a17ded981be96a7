"""Opening and closing calendar feeds."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from lifecycle.notices.models import Feed
from registry.ledger.services import record
from registry.organisations.models import Person


@transaction.atomic
def open_feed(*, person: Person) -> tuple[Feed, str]:
    """A new secret address for the person's calendar, in place of the one before; the secret is told this once."""
    Person.objects.select_for_update().get(pk=person.pk)  # two openings at once leave one open
    close_feed(person=person)
    secret = secrets.token_urlsafe(32)
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    feed = Feed.objects.create(person=person, secret_sha256=hashed, opened_at=timezone.now())
    record("notices.feed_opened", subject=feed, by=person)
    return feed, secret


@transaction.atomic
def close_feed(*, person: Person) -> bool:
    """Let nobody read the person's calendar any more; whether there was a feed to close."""
    feed = Feed.objects.filter(person=person, closed_at__isnull=True).first()
    if feed is None:
        return False
    feed.closed_at = timezone.now()
    feed.save(update_fields=["closed_at"])
    record("notices.feed_closed", subject=feed, by=person)
    return True
