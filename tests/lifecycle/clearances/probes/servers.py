"""Real servers on the loopback that lie, hang, drip and forward, and a record of every address anything connected to."""

import contextlib
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

CERTIFICATE = Path(__file__).with_name(
    "app.county.test.pem"
)  # self-signed, for app.county.test; its key protects nothing
Behaviour = Callable[[socket.socket, bytes], None]

_watching: list[tuple[int, list[tuple[str, int]]]] = []


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching and event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        for thread, heard in _watching:
            if thread == threading.get_ident():
                heard.append(arguments[1][:2])


sys.addaudithook(_hear)


@contextlib.contextmanager
def watched() -> Iterator[list[tuple[str, int]]]:
    """Every (address, port) this thread connects or sends to meanwhile, as the interpreter itself reports it."""
    heard: list[tuple[str, int]] = []
    watch = (threading.get_ident(), heard)
    _watching.append(watch)
    try:
        yield heard
    finally:
        _watching[:] = [other for other in _watching if other is not watch]


class Listener:
    """A TCP server on one address; ``behaviour`` gets each connection and what was read of the request's head."""

    def __init__(self, behaviour: Behaviour, *, address: str = "127.0.0.1", port: int = 0, tls: bool = False) -> None:
        self.behaviour = behaviour
        self.requests: list[bytes] = []
        self.closing = threading.Event()
        self.socket = socket.create_server((address, port))
        self.address, self.port = self.socket.getsockname()[:2]
        self.context: ssl.SSLContext | None = None
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(CERTIFICATE)
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _where = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(line,), daemon=True).start()

    def _answer(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.enter_context(line)
            line.settimeout(5)
            if self.context:
                line = stack.enter_context(self.context.wrap_socket(line, server_side=True))
            read = b""
            while b"\r\n\r\n" not in read:
                part = line.recv(4096)
                if not part:
                    break
                read += part
            self.requests.append(read)
            self.behaviour(line, read)

    def __enter__(self) -> "Listener":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.closing.set()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(2)


def says(status: int, body: bytes = b"", *headers: str) -> Behaviour:
    """Answer every request with this."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close", *headers]
    told = "\r\n".join([*lines, "", ""]).encode() + body

    def behave(line: socket.socket, _request: bytes) -> None:
        line.sendall(told)

    return behave


def sends(told: bytes) -> Behaviour:
    """Answer every request with these bytes, then close."""

    def behave(line: socket.socket, _request: bytes) -> None:
        line.sendall(told)

    return behave


def forwards(location: str, status: int = 302) -> Behaviour:
    return says(status, b"", f"Location: {location}")


def by_path(paths: dict[str, Behaviour], otherwise: Behaviour | None = None) -> Behaviour:
    """Behave by the path asked for; 404 for any other."""

    def behave(line: socket.socket, request: bytes) -> None:
        path = request.split(b" ")[1].decode() if request.count(b" ") else ""
        paths.get(path, otherwise or says(404))(line, request)

    return behave


def free_port(address: str = "127.0.0.1") -> int:
    """A port where nothing listens."""
    with socket.create_server((address, 0)) as closed:
        return int(closed.getsockname()[1])


Records = list[str] | int | Callable[[dns.message.Message, str], Any]


class NameServer:
    """A DNS server on loopback UDP. ``names[name]`` is a list of addresses (or ``CNAME x``), an rcode, or a function."""

    def __init__(self, names: dict[str, Records], otherwise: Records = dns.rcode.NXDOMAIN) -> None:
        self.names = names
        self.otherwise = otherwise
        self.asked: list[tuple[str, str]] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.where: tuple[str, int] = ("127.0.0.1", self.socket.getsockname()[1])
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                wire, asker = self.socket.recvfrom(4096)
            except OSError:
                return
            if wire == b"end":
                return
            question = dns.message.from_wire(wire)
            name = question.question[0].name.to_text(omit_final_dot=True)
            kind = dns.rdatatype.to_text(question.question[0].rdtype)
            self.asked.append((name, kind))
            told = self._told(question, kind, self.names.get(name, self.otherwise))
            if told is not None:
                self.socket.sendto(told if isinstance(told, bytes) else told.to_wire(), asker)

    def _told(self, question: dns.message.Message, kind: str, records: Records) -> Any:
        if callable(records):
            return records(question, kind)
        if isinstance(records, int):
            return refusal(question, records)
        return answer(question, kind, records)

    def __enter__(self) -> "NameServer":
        return self

    def __exit__(self, *_exception: object) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"end", self.where)
        self.thread.join(2)
        self.socket.close()


def answer(question: dns.message.Message, kind: str, records: list[str]) -> dns.message.Message:
    """NOERROR with those of the records that are of this kind; TTL 0, as a rebinder would."""
    made = dns.message.make_response(question)
    name = question.question[0].name
    for record in records:
        if record.startswith("CNAME "):
            made.answer.append(dns.rrset.from_text(name, 0, "IN", "CNAME", record.removeprefix("CNAME ") + "."))
        elif (ip_address(record).version == 4) == (kind == "A"):
            made.answer.append(dns.rrset.from_text(name, 0, "IN", kind, record))
    return made


def refusal(question: dns.message.Message, code: int, *records: str) -> dns.message.Message:
    """An answer with a response code, and a CNAME when one is named."""
    made = answer(question, "A", list(records))
    made.set_rcode(dns.rcode.Rcode(code))
    return made


def silence(_question: dns.message.Message, _kind: str) -> None:
    """No answer at all."""
