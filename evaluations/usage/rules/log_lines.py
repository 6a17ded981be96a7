"""What the parts of an access log line mean: its time, its visitor's agent, its request. Pure, on bytes."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

STATIC = frozenset(
    b"css js mjs map png jpg jpeg gif svg ico webp avif bmp woff woff2 ttf eot otf mp3 mp4 webm txt xml webmanifest".split()
)
METHODS = frozenset({b"GET", b"POST", b"PUT", b"PATCH", b"DELETE"})
STATUSES = {str(status).encode(): status // 100 for status in range(100, 600)}
SECONDS = {b":%02d" % second: second for second in range(61)}
_MONTHS = {name: at for at, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)}
_ROBOTS = re.compile(
    rb"bot\b|bot/|spider|crawl|slurp|monitor|zabbix|nagios|prometheus|blackbox|uptime|pingdom|kube-probe|health"
    rb"|check_http|statuscake|censys|zgrab|masscan|nmap|nuclei|nessus|headless|lighthouse|probe",
    re.IGNORECASE,
)
_PROGRAMS = re.compile(
    rb"^-?$|curl|wget|python|go-http|^java/|libwww|httpclient|okhttp|axios|node-fetch|undici|postman|^ruby|^php",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]*(?::[0-9a-fA-F]*){2,}")
_SHOWN = 80


# Who sent a request, and what a request is counted as: plain numbers, because the hot loop compares them on every line.
# Programs count where programs are meant (API paths), robots and monitoring nowhere.
PERSON, PROGRAM, ROBOT = range(3)
STATIC_FILE, VISIT, CALL, ACTION, OTHER = range(5)


def agent_kind(agent: bytes) -> int:
    if _ROBOTS.search(agent):
        return ROBOT
    return PROGRAM if _PROGRAMS.search(agent) else PERSON


def hour_begins(stamp: bytes, zone: bytes) -> int:
    """Seconds since 1970 at the full hour of ``[10/Oct/2026:13…`` in a zone like ``+0800]``.

    Raises:
        ValueError, KeyError: that is no time.
    """
    sign = {b"+": 1, b"-": -1}[zone[:1]]
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
    month = _MONTHS[stamp[4:7]]
    if stamp[:1] != b"[" or stamp[3:4] + stamp[7:8] + stamp[12:13] != b"//:":
        raise ValueError(stamp)
    at = datetime(int(stamp[8:12]), month, int(stamp[1:3]), int(stamp[13:15]), tzinfo=timezone(sign * offset))
    return int(at.astimezone(UTC).timestamp())


def without_addresses(line: bytes) -> str:
    """The beginning of a line that could not be read, safe to show: nothing unprintable and no network address."""
    text = _ADDRESSES.sub("…", line[: 4 * _SHOWN].decode("utf-8", "replace"))
    shown = "".join(character if character.isprintable() else "·" for character in text)
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"


@dataclass
class Routes:
    """Which request belongs to which system: ``places`` maps ``host``, ``host/prefix`` or ``/prefix`` to a system's place.

    The longest prefix wins, one with a host before one without; a prefix ends at a slash (``/apply`` is not ``/applying``).
    ``calls`` are prefixes of interfaces for programs, ``actions`` are (method, prefix) of substantive actions.
    """

    places: dict[bytes, int]
    calls: tuple[bytes, ...] = ()
    actions: tuple[tuple[bytes, bytes], ...] = ()

    def __post_init__(self) -> None:
        self.by_host = not any(b"/" in key for key in self.places)
        self._calls = tuple(prefix.rstrip(b"/") + b"/" for prefix in self.calls)
        self._actions = tuple((method, prefix.rstrip(b"/") + b"/") for method, prefix in self.actions)

    def kind(self, method: bytes, path: bytes) -> int:
        """What a request for ``path`` (without its query string) is counted as."""
        if method not in METHODS:
            return OTHER
        closed = path + b"/"
        if self._calls and closed.startswith(self._calls):
            return CALL
        for verb, prefix in self._actions:
            if method == verb and closed.startswith(prefix):
                return ACTION
        name, dot, ending = path.rpartition(b".")
        if dot and ending.lower() in STATIC and name:
            return STATIC_FILE
        return VISIT

    def place(self, host: bytes, path: bytes) -> int:
        """The place of the system such requests go to, or -1. Where only hosts are mapped the path makes no difference."""
        host = host.partition(b":")[0].lower()
        if self.by_host:
            return self.places.get(host, -1)
        steps = path.rstrip(b"/").split(b"/")
        for length in range(len(steps), 0, -1):
            prefix = b"/".join(steps[:length])
            for key in (host + prefix, prefix or b"/"):
                if key in self.places:
                    return self.places[key]
        return -1
