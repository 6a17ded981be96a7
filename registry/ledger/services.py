"""Writing an event: the last line of every service."""

import json
from typing import Any, Protocol

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from registry.ledger.chain import digest
from registry.ledger.models import Event, Head

LONGEST_FLOAT = 1e16  # from here on Python writes an exponent where PostgreSQL writes every digit


class Actor(Protocol):
    """Whoever acts: a person or a machine token, with a permanent account name and a name for people."""

    @property
    def account(self) -> str: ...
    @property
    def name(self) -> str: ...


class Subject(Protocol):
    """Whatever is acted on: it has a permanent, human-readable code."""

    @property
    def code(self) -> str: ...


def record(verb: str, *, subject: Subject, by: Actor | None, stream: str = "", **data: Any) -> Event:
    """Append one event to a stream and move the stream's head; call it inside the transaction of what it records.

    ``stream`` defaults to the subject's room (``systems``, ``findings`` …), the part of ``verb`` before the dot. ``by=None``
    is the program itself (a schedule). ``data`` must be JSON or something Django can turn into it; a ``{field: [before,
    after]}`` shape is the habit for changes. Three queries. Two writers to one stream wait for each other:
    PostgreSQL locks the head, SQLite the database.

    Raises:
        RuntimeError: called outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() must share the transaction of what it records.")
    stream = stream or verb.partition(".")[0]
    head, _created = Head.objects.select_for_update().get_or_create(stream=stream, defaults={"seq": 0, "hash": ""})
    fields: dict[str, Any] = {
        "stream": stream,
        "seq": head.seq + 1,
        "at": timezone.now(),
        "verb": verb,
        "actor": by.account if by else "",
        "actor_name": by.name if by else "",
        "subject_type": type(subject).__name__,
        "subject": subject.code,
        "data": json.loads(json.dumps(data, cls=DjangoJSONEncoder), parse_float=_settled),
        "algorithm": settings.LEDGER_ALGORITHM,
        "previous_hash": head.hash,
    }
    event = Event.objects.create(**fields, hash=digest(fields))
    head.seq, head.hash = event.seq, event.hash
    head.save()
    return event


def _settled(number: str) -> float | int:
    """A number as it comes back from either database: PostgreSQL knows neither -0.0 nor the float beyond 16 digits."""
    value = float(number)
    return int(value) if value.is_integer() and abs(value) >= LONGEST_FLOAT else value + 0.0
