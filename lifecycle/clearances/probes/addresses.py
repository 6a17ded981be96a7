"""Which addresses may be connected to, and the one function that connects.

Tables of our own: ``ipaddress.is_global`` of Python 3.11 is wrong for NAT64 and 6to4, and an allow-list must not let
metadata services or broadcasts in by being wide.
"""

import socket
import ssl
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from lifecycle.clearances.enums import Reason

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Never probed, whatever is allowed: nothing one system owns lives there.
NEVER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this host on this network (RFC 1122)
        "100.100.100.200/32",  # metadata service of Alibaba Cloud
        "169.254.0.0/16",  # link-local, with the metadata services of most clouds
        "192.0.0.192/32",  # metadata service of Oracle Cloud
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, with 255.255.255.255
        "::/128",  # unspecified
        "100::/64",  # discard only (RFC 6666)
        "2001::/32",  # Teredo: leads to a server and a client, both hidden in the address
        "fd00:ec2::254/128",  # metadata service of AWS
        "fe80::/10",  # link-local
        "fec0::/10",  # site-local, withdrawn
        "ff00::/8",  # multicast
    )
)
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")  # RFC 8215: where the IPv4 address sits depends on the site
SIX_TO_FOUR = IPv6Network("2002::/16")  # RFC 3056
IPV4_COMPATIBLE = IPv6Network("::/96")  # withdrawn; ::1 lies in it and is no IPv4 address
LOOPBACK = IPv6Address("::1")
ISATAP = (0x00005EFE, 0x02005EFE)  # RFC 5214: the third quarter of the address

# Ports an HTTP request is never sent to, beyond those below 1024: whoever listens there could mistake it for a command.
NEVER_HTTP_PORTS = frozenset(
    {1433, 1521, 2049, 2181, 2375, 2376, 3306, 3389, 4369, 5432, 5672, 5900, 6000, 6379, 6380, 9042, 9092, 11211, 27017}
)
HTTP_PORTS_BELOW_1024 = frozenset({80, 81, 443})


class NoAnswer(Exception):
    """A look ended before there was an answer: ``reason`` says why, ``detail`` in the words of the machine."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Vetted:
    """An address that :func:`vet` let through. Only such a one can be dialled."""

    address: Address

    def __str__(self) -> str:
        return str(self.address)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a look may go.

    ``networks``: what may be connected to; empty means nothing at all. ``resolvers``: (address, port) of the name servers
    that are asked, all of them; empty means those of this machine. ``seconds`` bounds a whole look, with every redirect and
    every address; the byte counts bound one answer. ``tls`` is the context to verify with, the machine's trust when None.
    """

    networks: tuple[Network, ...]
    resolvers: tuple[tuple[str, int], ...] = ()
    seconds: float = 15.0
    redirects: int = 5
    addresses: int = 8
    head_bytes: int = 32 * 1024
    body_bytes: int = 64 * 1024
    tls: ssl.SSLContext | None = field(default=None, compare=False)


def networks(words: Iterable[str]) -> tuple[Network, ...]:
    """The networks of an allow-list in CIDR notation.

    Raises:
        ValueError: one of them is not a network (host bits set included: better to ask than to widen).
    """
    return tuple(ip_network(word) for word in words)


def vet(address: Address, allowed: Iterable[Network]) -> Vetted:
    """Let an address through, or say why not.

    An IPv4-mapped address is judged and dialled as the IPv4 address it stands for. Where an IPv6 address carries an IPv4
    address to which a translator would forward (NAT64, 6to4, IPv4-compatible, ISATAP), both must be allowed.

    Raises:
        NoAnswer: ``never-allowed`` or ``not-allowed``.
    """
    allowed = tuple(allowed)
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            raise NoAnswer(Reason.NEVER_ALLOWED, str(address))
        if address.ipv4_mapped is not None:
            return vet(address.ipv4_mapped, allowed)
        if address in NAT64_LOCAL:
            raise NoAnswer(Reason.NEVER_ALLOWED, str(address))
        if (inner := _carried(address)) is not None:
            vet(inner, allowed)
    if any(address in network for network in NEVER if network.version == address.version):
        raise NoAnswer(Reason.NEVER_ALLOWED, str(address))
    within = [network for network in allowed if network.version == address.version and address in network]
    if not within:
        raise NoAnswer(Reason.NOT_ALLOWED, str(address))
    if any(_reaches_everybody(address, network) for network in within):
        raise NoAnswer(Reason.NEVER_ALLOWED, str(address))
    return Vetted(address)


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 address, if a translator or tunnel would use it."""
    number = int(address)
    if address in NAT64 or (address in IPV4_COMPATIBLE and address not in (LOOPBACK, IPv6Address("::"))):
        return IPv4Address(number & 0xFFFFFFFF)
    if address in SIX_TO_FOUR:
        return IPv4Address((number >> 80) & 0xFFFFFFFF)
    if (number >> 32) & 0xFFFFFFFF in ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return None


def _reaches_everybody(address: Address, network: Network) -> bool:
    """Whether it is the network's own or its broadcast address."""
    return (
        network.version == 4  # noqa: PLR2004 (IP version)
        and network.num_addresses > 2  # noqa: PLR2004 (RFC 3021: a /31 has neither)
        and address in (network.network_address, network.broadcast_address)
    )


def parse_address(text: str) -> Address | None:
    """The address a host text stands for in any notation a resolver would take (2130706433, 0x7f.1, 017700000001), else None."""
    try:
        return ip_address(text)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(text))
    except OSError:
        return None


def port_obstacle(port: int, *, http: bool) -> Reason | None:
    """Why a port is not probed: any registered port may be knocked at, but an HTTP request is sent to few."""
    if not 1 <= port <= 65535:  # noqa: PLR2004 (all ports there are)
        return Reason.NOT_AN_ADDRESS
    if http and (port in NEVER_HTTP_PORTS or (port < 1024 and port not in HTTP_PORTS_BELOW_1024)):  # noqa: PLR2004
        return Reason.PORT_NOT_ALLOWED
    return None


def dial(to: Vetted, port: int, *, until: float) -> socket.socket:
    """Connect to a vetted address before ``until`` (of ``time.monotonic``). No name is looked up here, no proxy is asked.

    Raises:
        NoAnswer: ``refused``, ``timed-out`` or ``unreachable``.
    """
    family = socket.AF_INET6 if to.address.version == 6 else socket.AF_INET  # noqa: PLR2004 (IP version)
    line = socket.socket(family, socket.SOCK_STREAM)
    try:
        line.settimeout(time_left(until))
        line.connect((str(to.address), port))
    except ConnectionRefusedError as error:
        line.close()
        raise NoAnswer(Reason.REFUSED, f"{to}:{port}") from error
    except TimeoutError as error:
        line.close()
        raise NoAnswer(Reason.TIMED_OUT, f"{to}:{port}") from error
    except OSError as error:
        line.close()
        raise NoAnswer(Reason.UNREACHABLE, f"{to}:{port}: {error.strerror or error}") from error
    except BaseException:
        line.close()
        raise
    return line


def time_left(until: float) -> float:
    """Seconds to ``until``.

    Raises:
        NoAnswer: ``timed-out``, when none are left.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise NoAnswer(Reason.TIMED_OUT)
    return left
