"""Reading notices and feeds."""

import hashlib

from lifecycle.notices.models import Feed, Notice, NoticeQuerySet
from registry.organisations.models import Person


def notices_of(person: Person) -> NoticeQuerySet:
    """A person's own notices, newest first; nobody reads another's."""
    return Notice.objects.filter(person=person)


def unread_count(person: Person) -> int:
    """How many notices a person has not looked at. One query."""
    return notices_of(person).unread().count()


def feed_of(person: Person) -> Feed | None:
    """The feed a person has open, if any."""
    return Feed.objects.filter(person=person, closed_at__isnull=True).first()


def feed_under(secret: str) -> Feed | None:
    """The open feed a secret belongs to, while its person may sign in. One query."""
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    open_feeds = Feed.objects.select_related("person").filter(closed_at__isnull=True, person__is_active=True)
    return open_feeds.filter(secret_sha256=hashed).first()
