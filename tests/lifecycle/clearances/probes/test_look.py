"""What a look says of servers that tell the truth."""

import hashlib
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import dns.rcode
import pytest

from lifecycle.clearances.enums import VERDICTS, Reason, Verdict
from lifecycle.clearances.probes.addresses import Reach, networks
from lifecycle.clearances.probes.look import Sight, digest_of, look_at
from lifecycle.clearances.probes.tombstone import fingerprint, tombstone
from tests.lifecycle.clearances.probes.conftest import AT
from tests.lifecycle.clearances.probes.servers import (
    CERTIFICATE,
    Behaviour,
    Listener,
    NameServer,
    by_path,
    forwards,
    free_port,
    refusal,
    says,
    sends,
)

APP = "app.county.test"


def test_only_four_reasons_prove_absence() -> None:
    assert {reason for reason, verdict in VERDICTS.items() if verdict == Verdict.GONE} == {
        Reason.NO_SUCH_NAME,
        Reason.REFUSED,
        Reason.NOT_FOUND,
        Reason.TOMBSTONE,
    }


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (says(404), Reason.NOT_FOUND),
        (says(410), Reason.NOT_FOUND),
        (by_path({"/app": says(200)}), Reason.ANSWERS),
        (says(200), Reason.ANSWERS_ANYTHING),
        (by_path({"/app": says(204)}), Reason.ANSWERS),
        (says(401), Reason.ACCESS_CONTROLLED),
        (says(403), Reason.ACCESS_CONTROLLED),
        (says(405), Reason.ANSWERS),
        (says(429), Reason.SERVER_ERROR),
        (says(500), Reason.SERVER_ERROR),
        (says(503), Reason.SERVER_ERROR),
        (says(304), Reason.REDIRECT_UNCLEAR),
        (says(404, b"<input type='password'>"), Reason.SIGN_IN_SHOWN),
        (by_path({"/app": forwards("/app/", 301), "/app/": says(404)}), Reason.NOT_FOUND),
        (by_path({"/app": forwards("/sign-in"), "/sign-in": says(200)}), Reason.ANSWERS),
        (by_path({"/app": forwards("/sign-in")}), Reason.REDIRECT_UNCLEAR),
        (by_path({"/app": forwards("/app")}), Reason.TOO_MANY_REDIRECTS),
        (sends(b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 404 X\r\n\r\n"), Reason.NOT_FOUND),
        (sends(b"HTTP/1.0 404\r\n\r\n"), Reason.NOT_FOUND),
    ],
)
def test_an_answer_is_taken_for_what_it_proves(behaviour: Behaviour, reason: Reason, reach: Reach) -> None:
    with Listener(behaviour) as server:
        assert look_at(f"http://127.0.0.1:{server.port}/app", reach=reach, at=AT).reason == reason


def test_five_redirects_are_followed_and_no_sixth(reach: Reach) -> None:
    paths = {f"/{n}": forwards(f"/{n + 1}") for n in range(6)} | {"/6": says(200)}
    with Listener(by_path(paths)) as server:
        fifth = look_at(f"http://127.0.0.1:{server.port}/1", reach=reach, at=AT)
        asked = len(server.requests)
        sixth = look_at(f"http://127.0.0.1:{server.port}/0", reach=reach, at=AT)
        assert len(server.requests) - asked == 6
    assert (fifth.reason, sixth.reason) == (Reason.ANSWERS, Reason.TOO_MANY_REDIRECTS)


def test_a_refused_connection_is_gone(reach: Reach) -> None:
    port = free_port()
    assert look_at(f"http://127.0.0.1:{port}/", reach=reach, at=AT).reason == Reason.REFUSED
    assert look_at(f"tcp:127.0.0.1:{port}", reach=reach, at=AT).reason == Reason.REFUSED


def test_a_port_that_accepts_is_still_there(reach: Reach) -> None:
    with Listener(says(200)) as server:
        assert look_at(f"tcp:127.0.0.1:{server.port}", reach=reach, at=AT).reason == Reason.ACCEPTS


def test_a_decimal_address_is_the_address_it_stands_for(reach: Reach) -> None:
    with Listener(says(404)) as server:
        sight = look_at(f"http://2130706433:{server.port}/", reach=reach, at=AT)
    assert (sight.reason, sight.addresses) == (Reason.NOT_FOUND, ("127.0.0.1",))


def test_a_mapped_address_is_dialled_as_what_it_stands_for(reach: Reach) -> None:
    with Listener(says(404)) as server:
        sight = look_at(f"http://[::ffff:127.0.0.1]:{server.port}/", reach=reach, at=AT)
    assert sight.reason == Reason.NOT_FOUND


def test_a_name_is_gone_when_both_resolvers_do_not_know_it(reach: Reach) -> None:
    with NameServer({}) as one, NameServer({}) as other:
        two = replace(reach, resolvers=(one.where, other.where))
        assert look_at(f"dns:{APP}", reach=two, at=AT).reason == Reason.NO_SUCH_NAME
        assert look_at(f"https://{APP}/x", reach=two, at=AT).reason == Reason.NO_SUCH_NAME
        assert look_at(f"tcp:{APP}:22", reach=two, at=AT).reason == Reason.NO_SUCH_NAME
        assert one.asked == other.asked == [(APP, "A"), (APP, "AAAA")] * 3


@pytest.mark.parametrize("text", ["dns:政务.county.test", "dns:xn--zfr164b.county.test", "DNS://政务.County.test."])
def test_a_chinese_name_is_asked_for_as_ascii(text: str, reach: Reach) -> None:
    with NameServer({"xn--zfr164b.county.test": ["127.0.0.1"]}) as names:
        sight = look_at(text, reach=replace(reach, resolvers=(names.where,)), at=AT)
        assert {name for name, _kind in names.asked} == {"xn--zfr164b.county.test"}
    assert sight.reason == Reason.RESOLVES


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        (["127.0.0.1"], Reason.RESOLVES),
        (["10.1.2.3"], Reason.RESOLVES),
        (["::1"], Reason.RESOLVES),
        ([], Reason.NO_ADDRESS),
        (["CNAME gone.county.test"], Reason.NO_ADDRESS),
        (lambda question, _kind: refusal(question, 3, "CNAME gone.county.test"), Reason.DANGLING_ALIAS),
        (dns.rcode.SERVFAIL, Reason.NAME_UNCLEAR),
        (dns.rcode.REFUSED, Reason.NAME_UNCLEAR),
    ],
)
def test_a_name_is_taken_for_what_its_answer_proves(records: list[str], reason: Reason, reach: Reach) -> None:
    with NameServer({APP: records}) as names:
        assert look_at(f"dns:{APP}", reach=replace(reach, resolvers=(names.where,)), at=AT).reason == reason


def test_all_machines_behind_a_name_must_be_gone(reach: Reach) -> None:
    with (
        Listener(says(404)) as one,
        Listener(says(200), address="127.0.0.2", port=one.port) as other,
        NameServer({APP: ["127.0.0.1", "127.0.0.2"]}) as names,
    ):
        wider = replace(reach, networks=networks(["127.0.0.0/30"]), resolvers=(names.where,))
        text = f"http://{APP}:{one.port}/"
        assert look_at(text, reach=wider, at=AT).verdict == Verdict.STILL_THERE
        other.behaviour = says(503)
        assert look_at(text, reach=wider, at=AT).reason == Reason.SERVER_ERROR
        other.behaviour = says(404)
        assert look_at(text, reach=wider, at=AT).reason == Reason.NOT_FOUND


def test_more_machines_than_are_looked_at_are_never_gone(reach: Reach) -> None:
    port = free_port()
    with NameServer({APP: [f"127.0.0.{n}" for n in range(1, 10)]}) as names:
        wider = replace(reach, networks=networks(["127.0.0.0/24"]), resolvers=(names.where,))
        assert look_at(f"tcp:{APP}:{port}", reach=wider, at=AT).reason == Reason.TOO_MANY_ADDRESSES


def test_https_needs_a_certificate_for_the_name(reach: Reach) -> None:
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    with (
        Listener(says(404), tls=True) as server,
        NameServer({APP: ["127.0.0.1"], "other.county.test": ["127.0.0.1"]}) as names,
    ):
        asking = replace(reach, resolvers=(names.where,))
        text = f"https://{APP}:{server.port}/"
        assert look_at(text, reach=asking, at=AT).reason == Reason.TLS_FAILED
        assert look_at(text, reach=replace(asking, tls=trusting), at=AT).reason == Reason.NOT_FOUND
        other = f"https://other.county.test:{server.port}/"
        assert look_at(other, reach=replace(asking, tls=trusting), at=AT).reason == Reason.TLS_FAILED


def chunked(body: bytes) -> Behaviour:
    parts = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:10], body[10:]))
    return sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + parts + b"0\r\n\r\n")


@pytest.mark.parametrize("answer", [lambda page: says(200, page), lambda page: says(503, page), chunked])
def test_our_own_notice_is_gone_and_nothing_like_it(answer: Callable[[bytes], Behaviour], reach: Reach) -> None:
    page = tombstone(system="智慧社区 <1>", case_number="T-2026-0001", successor="一网通办").encode()
    with Listener(answer(page)) as server:
        text = f"http://127.0.0.1:{server.port}/"
        assert look_at(text, reach=reach, at=AT, tombstone_sha256=fingerprint(page)).reason == Reason.TOMBSTONE
        server.behaviour = answer(page + b"\n")
        assert look_at(text, reach=reach, at=AT, tombstone_sha256=fingerprint(page)).reason == Reason.TOMBSTONE
        server.behaviour = answer(page + b"<form>")
        assert look_at(text, reach=reach, at=AT, tombstone_sha256=fingerprint(page)).verdict != Verdict.GONE
        server.behaviour = answer(page)
        assert look_at(text, reach=reach, at=AT).verdict != Verdict.GONE


def test_the_evidence_tells_every_hop_and_keeps_no_body(reach: Reach) -> None:
    with Listener(by_path({"/a": forwards("/b"), "/b": says(200, b"secret")})) as server:
        there = f"http://127.0.0.1:{server.port}"
        sight = look_at(f"{there}/a", reach=reach, at=AT)
    nothing, secret = (hashlib.sha256(body).hexdigest() for body in (b"", b"secret"))
    hop = {"address": "127.0.0.1", "whole": True}
    assert sight.evidence == {
        "machines": [
            {
                "address": "127.0.0.1",
                "hops": [
                    {"target": f"{there}/a", "status": 302, "bytes": 0, "body_sha256": nothing, **hop},
                    {"target": f"{there}/b", "status": 200, "bytes": 6, "body_sha256": secret, **hop},
                ],
                "made_up_path": 404,
                "reason": "answers",
            }
        ]
    }


def test_the_hash_covers_every_part_of_a_look() -> None:
    sight = Sight("tcp:127.0.0.1:1", AT, Reason.REFUSED, ("127.0.0.1",), {"a": 1})
    others = [
        replace(sight, target="tcp:127.0.0.1:2"),
        replace(sight, at=AT + timedelta(microseconds=1)),
        replace(sight, reason=Reason.ACCEPTS),
        replace(sight, addresses=()),
        replace(sight, evidence={"a": 2}),
    ]
    assert len({sight.sha256, *(other.sha256 for other in others)}) == 6
    assert sight.sha256 == digest_of(
        target="tcp:127.0.0.1:1",
        at=AT,
        reason="refused",
        verdict="gone",
        addresses=["127.0.0.1"],
        evidence={"a": 1},
    )
