"""How an event is hashed: pure, so that a stranger with an export can do it again."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

HASHED_FIELDS = (
    "stream",
    "seq",
    "at",
    "verb",
    "actor",
    "actor_name",
    "subject_type",
    "subject",
    "data",
    "algorithm",
    "previous_hash",
)


def canonical(fields: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed: the :data:`HASHED_FIELDS` as JSON, keys sorted, UTF-8, times in UTC to the microsecond."""
    told = {name: fields[name] for name in HASHED_FIELDS}
    told["at"] = stamp(told["at"])
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def digest(fields: Mapping[str, Any]) -> str:
    """The event's hash, as lower-case hexadecimal, by the algorithm the event itself names."""
    return hashlib.new(fields["algorithm"], canonical(fields)).hexdigest()
