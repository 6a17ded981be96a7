"""What an address in the register asks us to look at. Strict: what two readers could read differently is refused."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from lifecycle.clearances.enums import Reason
from lifecycle.clearances.probes.addresses import NoAnswer, parse_address, port_obstacle

Scheme = Literal["http", "https", "dns", "tcp"]
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST = 2000
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_AMBIGUOUS = re.compile(r"[\x00-\x20\x7f-\x9f\\]|\s")


@dataclass(frozen=True, slots=True)
class Target:
    """Where one look goes. ``host`` is ASCII, lower case, without brackets; ``path`` carries the query; ``port`` 0 for dns."""

    scheme: Scheme
    host: str
    port: int
    path: str = ""

    @property
    def authority(self) -> str:
        """Host and port as they stand in a Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS.get(self.scheme) else f"{host}:{self.port}"

    def __str__(self) -> str:
        if self.scheme == "dns":
            return f"dns:{self.host}"
        if self.scheme == "tcp":
            return f"tcp:{self.authority}"
        return f"{self.scheme}://{self.authority}{self.path}"


def parse_target(text: str) -> Target:
    """Read ``https://…``, ``http://…``, ``dns:host`` or ``tcp:host:port``.

    Raises:
        NoAnswer: ``not-an-address`` or ``port-not-allowed``, with what is wrong.
    """
    if len(text) > LONGEST or _AMBIGUOUS.search(text):
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "blanks, control characters, backslashes or too long")
    scheme, _colon, rest = text.partition(":")
    match scheme.lower():
        case "dns":
            host = _host(rest.removeprefix("//"))
            if parse_address(host) is not None:
                raise NoAnswer(Reason.NOT_AN_ADDRESS, "a number is not a name")
            return Target("dns", host, 0)
        case "tcp":
            return _tcp(rest.removeprefix("//"))
        case "http":
            return _web("http", text)
        case "https":
            return _web("https", text)
        case _:
            raise NoAnswer(Reason.NOT_AN_ADDRESS, "begins with none of https:// http:// dns: tcp:")


def follow(current: Target, location: str) -> Target:
    """Where a redirect leads.

    Raises:
        NoAnswer: as :func:`parse_target`, also for a change to anything but HTTP.
    """
    if _AMBIGUOUS.search(location):
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "blanks, control characters or backslashes in Location")
    try:
        target = parse_target(urljoin(str(current), quote(location, safe=":/?#[]@!$&'()*+,;=%~")))
    except ValueError as error:
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "Location") from error
    if target.scheme not in DEFAULT_PORTS:
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "Location leaves HTTP")
    return target


def _web(scheme: Literal["http", "https"], text: str) -> Target:
    try:
        parts = urlsplit(text)
        port = parts.port if parts.port is not None else DEFAULT_PORTS[scheme]
        hostname = parts.hostname or ""
    except ValueError as error:
        raise NoAnswer(Reason.NOT_AN_ADDRESS, str(error)) from error
    if "@" in parts.netloc:
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "an address with a user name or password")
    if not text[len(scheme) :].startswith("://"):
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "no // after the scheme")
    if reason := port_obstacle(port, http=True):
        raise NoAnswer(reason, str(port))
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Target(scheme, _host(hostname), port, path)


def _tcp(rest: str) -> Target:
    host, colon, port = rest.rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()) or len(port) > 5:  # noqa: PLR2004 (65535)
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "no port")
    if reason := port_obstacle(int(port), http=False):
        raise NoAnswer(reason, port)
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "an IPv6 address needs brackets")
    return Target("tcp", _host(host), int(port))


def _host(text: str) -> str:
    """The host as ASCII: full-width digits and dots folded, other scripts as ``xn--``; a number in any notation as its address."""
    text = unicodedata.normalize("NFKC", text).replace("。", ".").lower().removesuffix(".")
    if "%" in text or not text:
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "no host, or one with a percent sign")
    if (address := parse_address(text)) is not None:
        return str(address)
    try:
        host = text.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "no valid host name") from error
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004 (RFC 1035)
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "no valid host name")
    if _NUMBER.fullmatch(labels[-1]):
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "ends in a number but is no IP address")
    return host
