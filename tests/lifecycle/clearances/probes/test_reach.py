"""Promise 11: probes reach only registered networks. Every case counts the sockets the interpreter really connected."""

import socket
from dataclasses import replace

import dns.message
import pytest

from lifecycle.clearances.enums import Reason, Verdict
from lifecycle.clearances.probes.addresses import Reach, networks
from lifecycle.clearances.probes.look import look_at
from tests.lifecycle.clearances.probes.conftest import AT
from tests.lifecycle.clearances.probes.servers import Behaviour, Listener, NameServer, answer, forwards, says, watched

# 127.0.0.2 listens and must never hear from us: only 127.0.0.1 is allowed. {p} is its port.
SPELLINGS = [
    "127.0.0.2:{p}",
    "127.2:{p}",
    "127.0.2:{p}",
    "2130706434:{p}",
    "0x7f000002:{p}",
    "0x7F.0x0.0x0.0x2:{p}",
    "0x7f.2:{p}",
    "017700000002:{p}",
    "0177.0.0.2:{p}",
    "0177.0000.0000.0002:{p}",
    "00000177.2:{p}",
    "127.0.0.0x2:{p}",
    "127.0.0.02:{p}",
    "127.0.0.2.:{p}",
    "\uff11\uff12\uff17\uff0e\uff10\uff0e\uff10\uff0e\uff12:{p}",
    "127。0。0。2:{p}",
    "127.0.0。2:{p}",
    "①②⑦.⓪.⓪.②:{p}",
    "⑫7.0.0.2:{p}",
    "[::ffff:127.0.0.2]:{p}",
    "[::ffff:7f00:2]:{p}",
    "[0:0:0:0:0:ffff:7f00:0002]:{p}",
    "[::127.0.0.2]:{p}",
    "[64:ff9b::127.0.0.2]:{p}",
    "[64:ff9b::7f00:2]:{p}",
    "[64:ff9b:1::7f00:2]:{p}",
    "[2002:7f00:2::]:{p}",
    "[2002:7f00:2::1]:{p}",
    "[2001:0:7f00:2::]:{p}",
    "[fe80::1]:{p}",
    "[fe80::5efe:7f00:2]:{p}",
    "[::1]:{p}",
    "[::]:{p}",
    "0.0.0.0:{p}",
    "0:{p}",
    "localhost:{p}",
    "x.localhost:{p}",
    "127.0.0.1@127.0.0.2:{p}",
    "127.0.0.1:{p}@127.0.0.2:{p}",
    "127.0.0.1%40127.0.0.2:{p}",
    "127.0.0.1%2f@127.0.0.2:{p}",
    "127.0.0.1\\@127.0.0.2:{p}",
    "127.0.0.1\t@127.0.0.2:{p}",
    "127.0.0.2%00.127.0.0.1:{p}",
    "127.0.0.2%0d%0aHost:127.0.0.1:{p}",
    "127.0.0.2%09:{p}",
    "[fe80::1%25lo]:{p}",
    "[::ffff:127.0.0.2%25lo]:{p}",
    "4294967296:{p}",
    "127.0.0.2.5:{p}",
    "127.0.0.258:{p}",
    "256.127.0.2:{p}",
]
# What a name or a redirect can lead to besides the listener: inside or outside a list that allows everything, never dialled.
NEVER = [
    "0.0.0.0",
    "0.1.2.3",
    "169.254.169.254",
    "169.254.1.1",
    "100.100.100.200",
    "192.0.0.192",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::ffff:169.254.169.254",
    "::ffff:224.0.0.1",
    "64:ff9b::169.254.169.254",
    "64:ff9b::ffff:ffff",
    "64:ff9b:1::1",
    "2002:a9fe:a9fe::1",
    "2002:e000:1::",
    "2001:0:1::1",
    "::169.254.169.254",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::5efe:a9fe:a9fe",
    "2001:db8::5efe:a9fe:a9fe",
    "fec0::1",
    "ff02::1",
    "ff05::1:3",
    "100::1",
]


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


@pytest.mark.parametrize("scheme", ["http://{}/", "https://{}/x", "tcp:{}"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_a_forbidden_address_gets_through(spelling: str, scheme: str, reach: Reach) -> None:
    with Listener(says(200), address="127.0.0.2") as forbidden, NameServer({}, []) as names, watched() as heard:
        text = scheme.format(spelling.format(p=forbidden.port))
        sight = look_at(text, reach=replace(reach, resolvers=(names.where,)), at=AT)
    assert sight.verdict == Verdict.UNKNOWN
    assert {where for where in heard if where != names.where} == set()
    assert forbidden.requests == []


@pytest.mark.parametrize("rest", ["#@127.0.0.2:{p}/", "?@127.0.0.2:{p}/", "/@127.0.0.2:{p}/"])
def test_what_follows_the_host_names_no_other_host(rest: str, reach: Reach) -> None:
    with Listener(says(200), address="127.0.0.2") as forbidden, Listener(says(200)) as server, watched() as heard:
        look_at(f"http://127.0.0.1:{server.port}{rest.format(p=forbidden.port)}", reach=reach, at=AT)
    assert (set(heard), forbidden.requests) == ({("127.0.0.1", server.port)}, [])


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_redirect_to_a_forbidden_address_is_followed(spelling: str, reach: Reach) -> None:
    with (
        Listener(says(200), address="127.0.0.2") as forbidden,
        NameServer({}, []) as names,
        Listener(forwards(f"http://{spelling.format(p=forbidden.port)}/")) as server,
        watched() as heard,
    ):
        sight = look_at(f"http://127.0.0.1:{server.port}/", reach=replace(reach, resolvers=(names.where,)), at=AT)
    assert sight.verdict == Verdict.UNKNOWN
    assert {address for address, _port in heard} == {"127.0.0.1"}
    assert forbidden.requests == []


@pytest.mark.parametrize("address", NEVER)
@pytest.mark.parametrize("way", ["itself", "name", "redirect", "redirect to name"])
def test_what_is_never_probed_is_not_probed_in_a_list_that_allows_everything(
    address: str, way: str, reach: Reach
) -> None:
    with (
        NameServer({"evil.county.test": [address]}) as names,
        Listener(says(404)) as server,
        watched() as heard,
    ):
        wide = replace(reach, networks=networks(["0.0.0.0/0", "::/0"]), resolvers=(names.where,))
        there = "evil.county.test" if "name" in way else bracketed(address)
        if "redirect" in way:
            server.behaviour = forwards(f"http://{there}:{server.port}/")
            sight = look_at(f"http://127.0.0.1:{server.port}/", reach=wide, at=AT)
        else:
            sight = look_at(f"http://{there}:{server.port}/", reach=wide, at=AT)
    assert sight.reason == Reason.NEVER_ALLOWED
    expected = {("127.0.0.1", server.port)} if "redirect" in way else set()
    assert {where for where in heard if where != names.where} == expected


@pytest.mark.parametrize("address", ["127.0.0.0", "127.0.0.7"])
def test_the_broadcast_of_an_allowed_network_is_not_probed(address: str, reach: Reach) -> None:
    with watched() as heard:
        sight = look_at(f"tcp:{address}:80", reach=replace(reach, networks=networks(["127.0.0.0/29"])), at=AT)
    assert (sight.reason, heard) == (Reason.NEVER_ALLOWED, [])


def test_one_forbidden_address_among_several_forbids_the_name(reach: Reach) -> None:
    with Listener(says(404)) as server, NameServer({"two.county.test": ["127.0.0.1", "127.0.0.2"]}) as names:
        text = f"http://two.county.test:{server.port}/"
        sight = look_at(text, reach=replace(reach, resolvers=(names.where,)), at=AT)
    assert (sight.reason, server.requests) == (Reason.NOT_ALLOWED, [])


def test_a_forbidden_address_that_only_one_resolver_names_forbids_the_name(reach: Reach) -> None:
    with (
        Listener(says(404)) as server,
        NameServer({"two.county.test": ["127.0.0.1"]}) as one,
        NameServer({"two.county.test": ["127.0.0.2"]}) as other,
    ):
        text = f"http://two.county.test:{server.port}/"
        sight = look_at(text, reach=replace(reach, resolvers=(one.where, other.where)), at=AT)
    assert (sight.reason, server.requests) == (Reason.NOT_ALLOWED, [])


def test_a_rebinding_name_is_resolved_once_and_dialled_where_it_was_vetted(reach: Reach) -> None:
    turns: list[str] = []

    def rebinds(question: dns.message.Message, kind: str) -> dns.message.Message:
        turns.append(kind)
        return answer(question, kind, ["127.0.0.1" if len(turns) <= 2 else "127.0.0.2"])

    with (
        Listener(says(200)) as server,
        Listener(says(200), address="127.0.0.2", port=server.port) as forbidden,
        NameServer({"rebind.county.test": rebinds}) as names,
        watched() as heard,
    ):
        text = f"http://rebind.county.test:{server.port}/"
        sight = look_at(text, reach=replace(reach, resolvers=(names.where,)), at=AT)
    assert sight.verdict == Verdict.STILL_THERE
    assert sight.addresses == ("127.0.0.1",)
    assert turns == ["A", "AAAA"]
    assert {address for address, _port in heard} == {"127.0.0.1"}
    assert forbidden.requests == []
    assert b"Host: rebind.county.test" in server.requests[0]


def test_a_name_that_rebinds_between_hops_is_vetted_again(reach: Reach) -> None:
    turns: list[str] = []

    def rebinds(question: dns.message.Message, kind: str) -> dns.message.Message:
        turns.append(kind)
        return answer(question, kind, ["127.0.0.1" if len(turns) <= 2 else "127.0.0.2"])

    with (
        Listener(forwards("/again")) as server,
        Listener(says(404), address="127.0.0.2", port=server.port) as forbidden,
        NameServer({"rebind.county.test": rebinds}) as names,
    ):
        text = f"http://rebind.county.test:{server.port}/"
        sight = look_at(text, reach=replace(reach, resolvers=(names.where,)), at=AT)
    assert (sight.reason, forbidden.requests) == (Reason.NOT_ALLOWED, [])


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "ftp://127.0.0.1/",
        "dns:app.county.test",
        "tcp:127.0.0.1:22",
        "javascript:alert(1)",
        "data:text/plain,x",
        "http://",
        "http:///x",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:22/",
        "http://127.0.0.1:25/",
        "http://127.0.0.1:6379/",
        "http://127.0.0.1:5432/",
        "//127.0.0.2/",
        "///127.0.0.2/",
        "\\\\127.0.0.2/",
        "http:127.0.0.2/",
        "https://127.0.0.1:443@127.0.0.2/",
        "http://name:word@127.0.0.1/",
    ],
)
def test_a_redirect_leaves_neither_http_nor_its_ports(location: str, reach: Reach) -> None:
    with Listener(by_first(forwards(location))) as server, watched() as heard:
        sight = look_at(f"http://127.0.0.1:{server.port}/", reach=reach, at=AT)
    assert sight.verdict == Verdict.UNKNOWN
    assert set(heard) == {("127.0.0.1", server.port)}


def by_first(behaviour: Behaviour) -> Behaviour:
    """Behave so once, then say nothing but 404: a relative redirect back to us shows up as an unclear one."""
    turns: list[bytes] = []

    def behave(line: socket.socket, request: bytes) -> None:
        turns.append(request)
        (behaviour if len(turns) == 1 else says(404))(line, request)

    return behave


@pytest.mark.parametrize(
    "text",
    [
        "",
        "app.county.test",
        "http:127.0.0.1/",
        "http:/127.0.0.1/",
        "http://",
        "http://name@127.0.0.1/",
        "http://name:word@127.0.0.1/",
        "http://:@127.0.0.1/",
        "http://127.0.0.1/\r\nX: y",
        "http://127.0.0.1/ HTTP/1.1",
        " http://127.0.0.1/",
        "http://127.0.0.1:80:80/",
        "http://127.0.0.1:-1/",
        "http://127.0.0.1:65536/",
        "http://a..b/",
        "http://-a.b/",
        "http://" + "a" * 64 + ".test/",
        "http://127.0.0.1/" + "x" * 2001,
        "tcp:127.0.0.1",
        "tcp:127.0.0.1:0",
        "tcp:127.0.0.1:70000",
        "tcp:127.0.0.1:http",
        "tcp:::1:80",
        "dns:127.0.0.1",
        "dns:2130706433",
        "dns:[::1]",
        "dns:county",
        "dns:app county.test",
        "file:///etc/passwd",
        "unix:/run/x.sock",
    ],
)
def test_what_is_no_address_is_not_looked_for(text: str, reach: Reach) -> None:
    with watched() as heard:
        sight = look_at(text, reach=reach, at=AT)
    assert (sight.reason, heard) == (Reason.NOT_AN_ADDRESS, [])


@pytest.mark.parametrize(
    "port", [1, 22, 23, 25, 53, 110, 143, 389, 445, 873, 1023, 2375, 3306, 5432, 6379, 11211, 27017]
)
def test_no_request_goes_to_a_port_of_another_service(port: int, reach: Reach) -> None:
    with watched() as heard:
        sight = look_at(f"http://127.0.0.1:{port}/", reach=reach, at=AT)
    assert (sight.reason, heard) == (Reason.PORT_NOT_ALLOWED, [])


@pytest.mark.parametrize("text", ["http://127.0.0.1:9/", "tcp:127.0.0.1:9", "dns:app.county.test"])
def test_without_networks_nothing_is_asked_at_all(text: str, reach: Reach) -> None:
    with watched() as heard:
        sight = look_at(text, reach=replace(reach, networks=()), at=AT)
    assert (sight.reason, sight.verdict, heard) == (Reason.SWITCHED_OFF, Verdict.UNKNOWN, [])


def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch, reach: Reach) -> None:
    with Listener(says(200)) as proxy, Listener(says(404)) as server:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        sight = look_at(f"http://127.0.0.1:{server.port}/", reach=reach, at=AT)
    assert (sight.verdict, proxy.requests) == (Verdict.GONE, [])


def test_an_allow_list_with_a_slip_is_refused() -> None:
    with pytest.raises(ValueError, match="has host bits set"):
        networks(["10.1.2.3/8"])
