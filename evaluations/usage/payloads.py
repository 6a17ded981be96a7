"""The bodies programs send: JSON or CSV, plain or packed with gzip, never larger in memory than allowed."""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, JSONParser

MOST_BYTES = 8 * 1024 * 1024
"""Unpacked; 10,000 rows with every measure have about 2.5 MB."""


@dataclass(frozen=True, slots=True)
class Payload:
    """A parsed body; of CSV the bytes. ``sha256`` is of the unpacked bytes."""

    content: Any
    sha256: str


class PayloadParser(BaseParser):
    """``application/json``, also with ``Content-Encoding: gzip``."""

    media_type = "application/json"

    def parse(  # type: ignore[override]  # DRF takes any object that is not form data
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Payload:
        body = _read(stream, parser_context)
        content = JSONParser().parse(BytesIO(body), media_type, dict(parser_context or {}))
        return Payload(content, hashlib.sha256(body).hexdigest())


class CsvParser(BaseParser):
    """``text/csv``, also with ``Content-Encoding: gzip``. What it says is found out by whoever takes it in."""

    media_type = "text/csv"

    def parse(  # type: ignore[override]  # as above
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Payload:
        body = _read(stream, parser_context)
        return Payload(body, hashlib.sha256(body).hexdigest())


def _read(stream: IO[bytes], context: Mapping[str, Any] | None) -> bytes:
    body = stream.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise RequestDataTooBig
    headers = context["request"].headers if context else {}
    return _unpacked(body) if headers.get("Content-Encoding", "").lower() == "gzip" else body


def _unpacked(body: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacking.decompress(body, MOST_BYTES + 1)
    except zlib.error as problem:
        raise ParseError(_("The body is not gzip, or damaged.")) from problem
    if len(unpacked) > MOST_BYTES:
        raise RequestDataTooBig
    if not unpacking.eof:
        raise ParseError(_("The gzip body is cut off."))
    return unpacked
