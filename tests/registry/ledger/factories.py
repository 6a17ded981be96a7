"""Something to record events about."""

from dataclasses import dataclass

from django.db import transaction

from registry.ledger.models import Event
from registry.ledger.services import record


@dataclass(frozen=True)
class Thing:
    code: str = "T-1"
    account: str = "zhang"
    name: str = "张三"


def chain_of(length: int, *, stream: str = "things") -> list[Event]:
    """``length`` events about one thing, as a service would record them."""
    events = []
    for number in range(1, length + 1):
        with transaction.atomic():
            events.append(record("things.counted", subject=Thing(), by=Thing(), stream=stream, number=number))
    return events
