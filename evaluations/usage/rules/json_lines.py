"""Access logs of one JSON object a line, as nginx, ingress controllers and log shippers write them: turned into combined lines."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

PARTS: Mapping[str, tuple[str, ...]] = {
    "time": ("time_iso8601", "time_local", "@timestamp", "timestamp", "time", "ts", "msec"),
    "host": ("host", "http_host", "server_name", "vhost", "request.host"),
    "address": ("remote_addr", "client_ip", "client", "remote_ip", "request.remote_ip"),
    "request": ("request", "request_line"),
    "method": ("request_method", "method", "request.method"),
    "path": ("request_uri", "uri", "path", "url", "request.uri"),
    "status": ("status", "status_code", "response_code"),
    "agent": ("http_user_agent", "user_agent", "agent", "http_referrer_agent"),
}
"""What is needed of a line, and the names it is usually given; the first that a line has counts."""
_ISO = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)")
_COMBINED = re.compile(r"\[?(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]?")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MILLISECONDS = 1e11
"""A number of seconds beyond this would lie in the year 5138: it is milliseconds."""


@dataclass(frozen=True, slots=True)
class Fields:
    """``names`` says how a part is called in these logs, where it is none of the usual names; dots lead into inner objects."""

    names: Mapping[str, str] = field(default_factory=dict)

    def combined(self, line: bytes) -> bytes:
        """The line as ``host address - - [time] "method path HTTP/1.1" status - "-" "agent"``; one that cannot be read as it is.

        A line that tells no host begins with the address, as where a log is of one host.
        """
        try:
            told = json.loads(line)
            method, path = self._request(told)
            parts = (
                " ".join(
                    _word(each) for each in (self._part(told, "host"), self._part(told, "address") or "-") if each
                ),
                _stamp(self._part(told, "time")),
                _word(method),
                _word(path),
                _word(self._part(told, "status")),
                str(self._part(told, "agent") or "-").replace('"', "'"),
            )
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            return line
        return '{} - - [{}] "{} {} HTTP/1.1" {} - "-" "{}"'.format(*parts).encode("utf-8", "replace")

    def _part(self, told: Mapping[str, Any], part: str) -> Any:
        for name in (self.names[part],) if part in self.names else PARTS[part]:
            if (value := _at(told, name)) not in (None, "") and not isinstance(value, dict):
                return value
        return None

    def _request(self, told: Mapping[str, Any]) -> tuple[Any, Any]:
        method, path = self._part(told, "method"), self._part(told, "path")
        if method and path:
            return method, path
        words = str(self._part(told, "request") or "").split(" ")
        if len(words) < 2:  # noqa: PLR2004 (method and target)
            raise ValueError("no request")
        return words[0], words[1]


def _at(told: Mapping[str, Any], name: str) -> Any:
    if name in told:
        return told[name]
    value: Any = told
    for step in name.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _word(value: Any) -> str:
    """One word: blanks would end it."""
    if value is None:
        raise ValueError("missing")
    return re.sub(r'[\s"]', "%20", str(value))


def _stamp(value: Any) -> str:
    """Any usual time as ``01/May/2026:09:00:00 +0800``.

    Raises:
        ValueError: that is no time.
    """
    if isinstance(value, str) and (found := _COMBINED.fullmatch(value)):
        return found[1]
    if isinstance(value, str) and (found := _ISO.fullmatch(value)):
        zone = "+0000" if found[2] == "Z" else found[2].replace(":", "")
        day, clock = found[1][:10], found[1][11:]
        return f"{day[8:]}/{_MONTHS[int(day[5:7]) - 1]}/{day[:4]}:{clock} {zone}"
    seconds = float(value)
    at = datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS else seconds, UTC)
    return f"{at.day:02}/{_MONTHS[at.month - 1]}/{at.year}:{at:%H:%M:%S} +0000"
