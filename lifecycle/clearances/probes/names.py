"""Asking name servers: every one of them, for both kinds of address, once per look."""

import socket
from dataclasses import dataclass
from ipaddress import ip_address

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import dns.resolver

from lifecycle.clearances.enums import Reason
from lifecycle.clearances.probes.addresses import Address, NoAnswer, Reach, parse_address, time_left

QUERY_SECONDS = 4.0
OWN_RESOLVERS = 2
_TYPES = (dns.rdatatype.A, dns.rdatatype.AAAA)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The addresses of a name, sorted, and a ``doubt`` when not every resolver agreed: then nothing proves absence."""

    addresses: tuple[Address, ...]
    doubt: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Reply:
    addresses: frozenset[Address] = frozenset()
    reason: Reason | None = None  # why there are no addresses
    detail: str = ""


def resolve(host: str, reach: Reach, *, until: float) -> Resolution:
    """What all resolvers say about ``host`` (a number stands for itself). Two queries per resolver.

    Raises:
        NoAnswer: ``no-such-name`` only when every resolver says so for both kinds of address; ``dangling-alias``,
            ``no-address``, ``resolvers-disagree`` or ``name-unclear`` otherwise; ``timed-out``.
    """
    if (address := parse_address(host)) is not None:
        return Resolution((address,))
    if "." not in host or host.endswith(".localhost"):
        raise NoAnswer(Reason.NOT_AN_ADDRESS, "a short name means another machine to everybody")
    replies = [_ask(host, kind, where, until) for where in reach.resolvers or _own_resolvers() for kind in _TYPES]
    found = frozenset[Address]().union(*(reply.addresses for reply in replies))
    reasons = {reply.reason for reply in replies if reply.reason}
    detail = "; ".join(sorted({reply.detail for reply in replies if reply.detail}))
    if found:
        return Resolution(tuple(sorted(found, key=lambda one: (one.version, int(one)))), _doubt(reasons))
    for reason in (Reason.NAME_UNCLEAR, Reason.DANGLING_ALIAS):
        if reason in reasons:
            raise NoAnswer(reason, detail)
    if len(reasons) > 1:
        raise NoAnswer(Reason.RESOLVERS_DISAGREE, detail)
    raise NoAnswer(reasons.pop(), detail)


def _doubt(reasons: set[Reason]) -> Reason | None:
    if Reason.NAME_UNCLEAR in reasons:
        return Reason.NAME_UNCLEAR
    return Reason.RESOLVERS_DISAGREE if reasons - {Reason.NO_ADDRESS} else None


def _own_resolvers() -> tuple[tuple[str, int], ...]:
    try:
        own = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration as error:
        raise NoAnswer(Reason.NAME_UNCLEAR, "this machine has no resolver") from error
    return tuple((str(where), own.port) for where in own.nameservers[:OWN_RESOLVERS])


def _ask(host: str, kind: dns.rdatatype.RdataType, where: tuple[str, int], until: float) -> _Reply:
    """One question to one resolver; over TCP when the answer does not fit a datagram."""
    address, port = where
    said = f"{address}:{port} {kind.name}"
    question = dns.message.make_query(host, kind)
    try:
        answer, _by_tcp = dns.query.udp_with_fallback(
            question, address, timeout=min(QUERY_SECONDS, time_left(until)), port=port, ignore_unexpected=True
        )
    except (dns.exception.DNSException, OSError, EOFError, socket.gaierror) as error:
        return _Reply(reason=Reason.NAME_UNCLEAR, detail=f"{said}: {type(error).__name__}")
    alias = any(records.rdtype == dns.rdatatype.CNAME for records in answer.answer)
    if answer.rcode() == dns.rcode.NXDOMAIN:
        if answer.answer and not alias:
            return _Reply(reason=Reason.NAME_UNCLEAR, detail=f"{said}: NXDOMAIN with records")
        return _Reply(
            reason=Reason.DANGLING_ALIAS if alias else Reason.NO_SUCH_NAME,
            detail=f"{said}: NXDOMAIN{' after CNAME' if alias else ''}",
        )
    if answer.rcode() != dns.rcode.NOERROR:
        return _Reply(reason=Reason.NAME_UNCLEAR, detail=f"{said}: {dns.rcode.to_text(answer.rcode())}")
    addresses = frozenset(
        ip_address(record.address) for records in answer.answer if records.rdtype in _TYPES for record in records
    )
    if addresses:
        return _Reply(addresses)
    return _Reply(reason=Reason.NO_ADDRESS, detail=f"{said}: no record")
