"""Promise 5: unknown is not gone. Every fault a server, a line or a resolver can show, and never once "gone"."""

import itertools
import random
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import replace

import dns.flags
import dns.message
import dns.rcode
import pytest

from lifecycle.clearances.enums import Verdict
from lifecycle.clearances.probes.addresses import Reach
from lifecycle.clearances.probes.look import look_at
from tests.lifecycle.clearances.probes.conftest import AT
from tests.lifecycle.clearances.probes.servers import (
    Behaviour,
    Listener,
    NameServer,
    Records,
    answer,
    by_path,
    forwards,
    free_port,
    refusal,
    says,
    sends,
    silence,
)

APP = "app.county.test"


def hang(line: socket.socket, _request: bytes) -> None:
    line.settimeout(3)
    line.recv(1)


def reset(line: socket.socket, _request: bytes) -> None:
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def drip(told: bytes, *, pause: float = 0.05) -> Behaviour:
    """Send byte by byte, always in time for a timeout per read, never for a timeout on the whole."""

    def behave(line: socket.socket, _request: bytes) -> None:
        for n in range(len(told)):
            line.sendall(told[n : n + 1])
            time.sleep(pause)

    return behave


def then(first: bytes, after: Behaviour) -> Behaviour:
    def behave(line: socket.socket, request: bytes) -> None:
        line.sendall(first)
        after(line, request)

    return behave


def flood(line: socket.socket, _request: bytes) -> None:
    for _ in range(2000):
        line.sendall(b"x" * 65536)


BAD_LINES: dict[str, Behaviour] = {
    "hangs before its answer": hang,
    "resets": reset,
    "closes": sends(b""),
    "drips its head": drip(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
    "hangs inside its head": then(b"HTTP/1.1 404 Not Found\r\nServer: x", hang),
    "closes inside its head": sends(b"HTTP/1.1 404 Not Found\r\nServer: x\r\n"),
    "resets inside its head": then(b"HTTP/1.1 404 Not", reset),
    "never ends its head": then(b"HTTP/1.1 404 Not Found\r\nX: ", flood),
    "sends too large a head": sends(b"HTTP/1.1 404 X\r\nX: " + b"y" * 40_000 + b"\r\n\r\n"),
    "answers 200 and floods": then(b"HTTP/1.1 200 OK\r\n\r\n", flood),
    "answers 200 and drips": then(b"HTTP/1.1 200 OK\r\n\r\n", drip(b"x" * 1000)),
    "answers 200 and hangs": then(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", hang),
    "answers 200 and resets": then(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", reset),
    "says 404 in the body": says(200, b"HTTP/1.1 404 Not Found\r\n\r\n"),
    "says 404 with a sign-in form": says(404, b'<form><INPUT name=p TYPE = "Password"></form>'),
    "says 404 in the reason": says(200, b"", "X-Status: 404 Not Found"),
    "is no HTTP": sends(b"SSH-2.0-OpenSSH_9\r\n\r\n"),
    "is HTTP 0.9": sends(b"<html>404 Not Found</html>\r\n\r\n"),
    "is HTTP 2": sends(b"HTTP/2 404 Not Found\r\n\r\n"),
    "is RTSP": sends(b"RTSP/1.0 404 Not Found\r\n\r\n"),
    "is lower case": sends(b"http/1.1 404 Not Found\r\n\r\n"),
    "has line feeds only": sends(b"HTTP/1.1 404 Not Found\n\n"),
    "has four digits": sends(b"HTTP/1.1 4040 X\r\n\r\n"),
    "has letters": sends(b"HTTP/1.1 4o4 X\r\n\r\n"),
    "has full-width digits": sends("HTTP/1.1 \uff14\uff10\uff14 X\r\n\r\n".encode()),
    "has a minus": sends(b"HTTP/1.1 -404 X\r\n\r\n"),
    "has no status": sends(b"HTTP/1.1\r\n\r\n"),
    "begins with a blank line": sends(b"\r\nHTTP/1.1 404 X\r\n\r\n"),
    "begins with a byte order mark": sends(b"\xef\xbb\xbfHTTP/1.1 404 X\r\n\r\n"),
    "sends TLS": sends(b"\x15\x03\x01\x00\x02\x02\x28\r\n\r\n"),
    "sends zeros": sends(b"\0" * 500 + b"\r\n\r\n"),
    "only says 100": sends(b"HTTP/1.1 100 Continue\r\n\r\n" * 20),
    "says 100, hangs": then(b"HTTP/1.1 100 Continue\r\n\r\n", hang),
    "says 101": sends(b"HTTP/1.1 101 Switching\r\n\r\n"),
    "forwards in a circle": by_path({"/": forwards("/a"), "/a": forwards("/b"), "/b": forwards("/a")}),
    "forwards to nothing": forwards(""),
    "forwards to a 404": by_path({"/": forwards("/x")}),
    "forwards to itself, then 404": by_path({"/": forwards("/?a=1")}),
    "forwards to a name nobody knows": forwards("http://gone.county.test/"),
    "forwards to an address not allowed": forwards("http://127.0.0.2/"),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_server_that_misbehaves_is_never_gone_and_never_slow(name: str, reach: Reach) -> None:
    with Listener(BAD_LINES[name]) as server, NameServer({}) as names:
        quick = replace(reach, seconds=0.4, resolvers=(names.where,))
        began = time.monotonic()
        sight = look_at(f"http://127.0.0.1:{server.port}/", reach=quick, at=AT)
        assert time.monotonic() - began < 1.0
    assert sight.verdict != Verdict.GONE, sight


@pytest.mark.parametrize("behaviour", [hang, reset, sends(b""), sends(b"HTTP/1.1 404 X\r\n\r\n"), drip(b"\x16" * 50)])
def test_a_broken_tls_line_is_never_gone(behaviour: Behaviour, reach: Reach) -> None:
    with Listener(behaviour) as plain:
        sight = look_at(f"https://127.0.0.1:{plain.port}/", reach=replace(reach, seconds=0.4), at=AT)
    assert sight.verdict == Verdict.UNKNOWN


def test_a_silent_machine_is_never_gone(reach: Reach) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        where = full.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(where)
        sight = look_at(f"tcp:127.0.0.1:{where[1]}", reach=replace(reach, seconds=0.3), at=AT)
        for one in waiting:
            one.close()
    assert sight.verdict != Verdict.GONE


def test_a_redirect_to_where_nothing_listens_is_never_gone(reach: Reach) -> None:
    with Listener(forwards(f"http://127.0.0.1:{free_port()}/")) as server:
        sight = look_at(f"http://127.0.0.1:{server.port}/", reach=reach, at=AT)
    assert sight.verdict == Verdict.UNKNOWN


def test_no_status_but_404_and_410_is_gone_and_none_behind_a_redirect(reach: Reach) -> None:
    """All 500 status codes, asked straight, behind a redirect, and with a location: 1,500 answers."""
    gone = set()
    with Listener(says(200)) as server:
        text = f"http://127.0.0.1:{server.port}/"
        for status in range(100, 600):
            quick = replace(reach, seconds=0.05) if status < 200 else reach
            for way, behaviour in {
                "straight": says(status),
                "behind": by_path({"/": forwards("/x"), "/x": says(status)}),
                "forwarding": by_path({"/": forwards("/x", status), "/x": says(200)}),
            }.items():
                server.behaviour = behaviour
                if look_at(text, reach=quick, at=AT).verdict == Verdict.GONE:
                    gone.add((way, status))
    assert gone == {("straight", 404), ("straight", 410), ("forwarding", 404), ("forwarding", 410)}


def wrong_id(question: dns.message.Message, _kind: str) -> dns.message.Message:
    made = refusal(question, dns.rcode.NXDOMAIN)
    made.id = (question.id + 1) % 65536
    return made


def wrong_question(question: dns.message.Message, _kind: str) -> dns.message.Message:
    made = refusal(dns.message.make_query("other.county.test", "A"), dns.rcode.NXDOMAIN)
    made.id = question.id
    return made


def cut_off(question: dns.message.Message, _kind: str) -> dns.message.Message:
    made = refusal(question, dns.rcode.NXDOMAIN)
    made.flags |= dns.flags.TC
    return made


def a_question_back(question: dns.message.Message, _kind: str) -> bytes:
    return question.to_wire()


def garbage(question: dns.message.Message, _kind: str) -> bytes:
    return question.to_wire()[:2] + b"\x81\x83" + b"\xff" * 30


def half(question: dns.message.Message, _kind: str) -> bytes:
    return refusal(question, dns.rcode.NXDOMAIN).to_wire()[:14]


def only_for(kind: str) -> Callable[[dns.message.Message, str], dns.message.Message]:
    """NXDOMAIN for one kind of address, an empty answer for the other."""

    def behave(question: dns.message.Message, asked: str) -> dns.message.Message:
        return refusal(question, dns.rcode.NXDOMAIN) if asked == kind else answer(question, asked, [])

    return behave


BAD_NAMES: dict[str, Records] = {
    **{f"rcode {code}": code for code in range(1, 16) if code != dns.rcode.NXDOMAIN},
    "no record": [],
    "an address": ["127.0.0.1"],
    "an address not allowed": ["127.0.0.2"],
    "IPv6 only": ["::1"],
    "alias": ["CNAME gone.county.test"],
    "dangling alias": lambda question, _kind: refusal(question, 3, "CNAME gone.county.test"),
    "NXDOMAIN with an address": lambda question, _kind: _with_record(question),
    "NXDOMAIN for A": only_for("A"),
    "NXDOMAIN for AAAA": only_for("AAAA"),
    "wrong id": wrong_id,
    "wrong question": wrong_question,
    "cut off": cut_off,
    "question back": a_question_back,
    "garbage": garbage,
    "half": half,
    "silence": silence,
}


def _with_record(question: dns.message.Message) -> dns.message.Message:
    made = answer(question, "A", ["127.0.0.1"])
    made.set_rcode(dns.rcode.NXDOMAIN)
    return made


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_resolver_that_misbehaves_is_never_believed(name: str, reach: Reach) -> None:
    """Alone, and beside a resolver that says NXDOMAIN, in either order, for a name, a port and a page: 9 looks each."""
    with NameServer({APP: BAD_NAMES[name]}) as bad, NameServer({}) as good, Listener(says(200)) as server:
        for resolvers in ((bad.where,), (bad.where, good.where), (good.where, bad.where)):
            asking = replace(reach, seconds=0.25, resolvers=resolvers)
            for text in (f"dns:{APP}", f"tcp:{APP}:{server.port}", f"http://{APP}:{server.port}/"):
                assert look_at(text, reach=asking, at=AT).verdict != Verdict.GONE, (text, resolvers)


def test_a_404_is_not_believed_while_the_resolvers_disagree(reach: Reach) -> None:
    with Listener(says(404)) as server, NameServer({APP: ["127.0.0.1"]}) as one, NameServer({}, 2) as other:
        asking = replace(reach, resolvers=(one.where, other.where))
        sight = look_at(f"http://{APP}:{server.port}/", reach=asking, at=AT)
    assert sight.verdict == Verdict.UNKNOWN


def test_random_garbage_is_never_gone(reach: Reach) -> None:
    """300 answers made of pieces of real ones in the wrong order."""
    dice = random.Random(20260302)
    pieces = [b"HTTP/1.1 ", b"HTTP/1.0 ", b"200 OK", b"404", b"\r\n", b"\r\n\r\n", b"\n", b" ", b"\0", b"Location: /x"]
    pieces += [b"Content-Length: 5", b"Transfer-Encoding: chunked", b"5\r\nhello", b"\xff\xfe", "四〇四".encode()]
    with Listener(says(200)) as server:
        for _turn, length in itertools.product(range(30), range(1, 11)):
            told = b"".join(dice.choices(pieces, k=length))
            if told.startswith((b"HTTP/1.1 404", b"HTTP/1.0 404")):
                continue
            server.behaviour = sends(told)
            sight = look_at(f"http://127.0.0.1:{server.port}/", reach=replace(reach, seconds=0.3), at=AT)
            assert sight.verdict != Verdict.GONE, told
