"""Versions over HTTP: a strong ``ETag`` out, ``If-Match`` in; and the key that makes a command safe to send twice."""

import re

from django.utils.translation import gettext as _
from rest_framework.request import Request

from registry.refusals import DomainError, Obstacle, Refused, VersionChanged

LONGEST_KEY = 100
_TAG = re.compile(r'"v(\d+)"')


class VersionMissing(DomainError):
    """A command that does not say which version of the case it is about."""

    code = "version-missing"
    status = 428

    def __str__(self) -> str:
        return _("Say which version you have read: send its ETag as If-Match.")


def etag_of(version: int) -> str:
    """``"v17"``"""
    return f'"v{version}"'


def expected_version(request: Request) -> int:
    """The version the client has read.

    Raises:
        VersionMissing: there is no ``If-Match``.
        VersionChanged: it is none of our tags, so it cannot be the current one. ``*`` is none either: it names no version.
    """
    said = request.headers.get("If-Match", "").strip()
    if not said:
        raise VersionMissing
    match = _TAG.fullmatch(said)
    if match is None:
        raise VersionChanged
    return int(match[1])


def idempotency_key(request: Request) -> str:
    """The client's name for this one command; empty: none.

    Raises:
        Refused: it is longer than can be kept.
    """
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > LONGEST_KEY:
        message = _("An idempotency key has at most %(count)s characters.") % {"count": LONGEST_KEY}
        raise Refused([Obstacle("key-too-long", message, "idempotency_key", "content")])
    return key
