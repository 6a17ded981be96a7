"""One HTTP request to one vetted address, and as much of the answer as is read. Written by hand: every byte and second counted."""

import contextlib
import socket
import ssl
from dataclasses import dataclass

from lifecycle.clearances.enums import Reason
from lifecycle.clearances.probes.addresses import NoAnswer, Reach, Vetted, dial, time_left
from lifecycle.clearances.probes.targets import Target

AGENT = "Taizhang-Probe/1"
_INTERIM = range(100, 200)
_MOST_INTERIM = 5
_CHUNK = 8192


@dataclass(frozen=True, slots=True)
class Answer:
    """``headers`` by lower-case name, the first of each; ``body`` at most ``Reach.body_bytes``, without its transfer coding."""

    status: int
    headers: dict[str, str]
    body: bytes
    whole: bool  # the body ended by itself, not by our limits


def exchange(target: Target, to: Vetted, reach: Reach, *, until: float) -> Answer:
    """GET ``target`` from the machine ``to`` under the name ``target.host`` (Host, SNI and certificate alike).

    Raises:
        NoAnswer: no answer with a complete head came before ``until``. A body that drips or never ends does not raise: the
            head has told enough, and ``whole`` is False.
    """
    with contextlib.ExitStack() as stack:
        line = stack.enter_context(dial(to, target.port, until=until))
        try:
            if target.scheme == "https":
                line = stack.enter_context(_encrypt(line, target, reach, until))
            line.settimeout(time_left(until))
            line.sendall(_request(target))
            status, headers, rest = _head(line, reach.head_bytes, until)
        except NoAnswer:
            raise
        except TimeoutError as error:
            raise NoAnswer(Reason.TIMED_OUT, str(to)) from error
        except ssl.SSLError as error:
            raise NoAnswer(Reason.TLS_FAILED, _words(error)) from error
        except OSError as error:
            raise NoAnswer(Reason.BROKEN_OFF, _words(error)) from error
        raw, ended = _body(line, rest, headers, reach.body_bytes, until)
    body, whole = _unchunk(raw) if headers.get("transfer-encoding", "").lower() == "chunked" else (raw, ended)
    return Answer(status, headers, body, whole)


def _encrypt(line: socket.socket, target: Target, reach: Reach, until: float) -> socket.socket:
    context = reach.tls or ssl.create_default_context()
    line.settimeout(time_left(until))
    return context.wrap_socket(line, server_hostname=target.host)


def _request(target: Target) -> bytes:
    lines = (
        f"GET {target.path} HTTP/1.1",
        f"Host: {target.authority}",
        f"User-Agent: {AGENT}",
        "Accept: */*",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _head(line: socket.socket, most: int, until: float) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and what was read past them, interim answers skipped."""
    read = b""
    for _interim in range(_MOST_INTERIM):
        while b"\r\n\r\n" not in read:
            if len(read) > most:
                raise NoAnswer(Reason.ANSWER_TOO_LARGE)
            line.settimeout(time_left(until))
            part = line.recv(_CHUNK)
            if not part:
                raise NoAnswer(Reason.NOT_HTTP if read else Reason.BROKEN_OFF, read[:60].decode("ascii", "replace"))
            read += part
            if not read.startswith(b"HTTP/1."[: len(read)]):
                raise NoAnswer(Reason.NOT_HTTP, read[:60].decode("ascii", "replace"))
        head, _blank, read = read.partition(b"\r\n\r\n")
        if len(head) > most:
            raise NoAnswer(Reason.ANSWER_TOO_LARGE)
        status, headers = _parse(head)
        if status not in _INTERIM:
            return status, headers, read
    raise NoAnswer(Reason.NOT_HTTP, "interim answers only")


def _parse(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("utf-8", "replace").split("\r\n")
    _version, _space, rest = first.partition(" ")
    code = rest[:3]
    if not (code.isascii() and code.isdigit()) or not 100 <= int(code) <= 599 or rest[3:4] not in ("", " "):  # noqa: PLR2004
        raise NoAnswer(Reason.NOT_HTTP, first[:60])
    headers: dict[str, str] = {}
    for text in lines:
        name, colon, value = text.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return int(code), headers


def _body(line: socket.socket, read: bytes, headers: dict[str, str], most: int, until: float) -> tuple[bytes, bool]:
    """At most ``most`` bytes, and whether that was all."""
    stated = headers.get("content-length", "")
    length = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 12 else None  # noqa: PLR2004
    while len(read) <= most and (length is None or len(read) < length):
        try:
            line.settimeout(time_left(until))
            part = line.recv(min(_CHUNK, most + 1 - len(read)) or 1)
        except (NoAnswer, OSError):  # ssl.SSLError and TimeoutError are OSErrors
            return read[:most], False
        if not part:
            return read[:most], length is None
        read += part
    if length is not None and length <= most and len(read) >= length:
        return read[:length], True
    return read[:most], False


def _unchunk(raw: bytes) -> tuple[bytes, bool]:
    """Take the chunked coding off; what cannot be read ends the body."""
    body, rest = b"", raw
    while True:
        size, newline, rest = rest.partition(b"\r\n")
        digits = size.partition(b";")[0].strip()
        if not newline or not digits or digits.strip(b"0123456789abcdefABCDEF"):
            return body, False
        length = int(digits, 16)
        if length == 0:
            return body, True
        body += rest[:length]
        if len(rest) < length + 2:
            return body, False
        rest = rest[length + 2 :]


def _words(error: OSError) -> str:
    return str(getattr(error, "verify_message", "") or error.strerror or error)[:200]
