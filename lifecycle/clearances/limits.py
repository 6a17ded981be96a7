"""The parameters of this installation (本单位设定): how often, how long and how far."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from lifecycle.clearances.probes.addresses import Reach, networks, parse_address

DNS_PORT = 53


@dataclass(frozen=True, slots=True)
class Limits:
    """``probes_needed`` looks in a row must say *gone*, the first and the last at least ``probes_span`` apart.

    ``fresh_for``: how old the last look or the export of a list may be when it is relied on. ``observation_days``: on which days
    after the shutdown every access path is looked at again.
    """

    probes_needed: int
    probes_span: timedelta
    fresh_for: timedelta
    observation_days: tuple[int, ...] = ()


def limits_here() -> Limits:
    return Limits(
        settings.PROBES_NEEDED,
        timedelta(hours=settings.PROBES_SPAN_HOURS),
        timedelta(days=settings.CLEARANCE_FRESH_DAYS),
        tuple(sorted(settings.RETIREMENT_OBSERVATION_DAYS)),
    )


def reach_here() -> Reach:
    """
    Raises:
        ValueError: ``PROBE_NETWORKS`` or ``PROBE_RESOLVERS`` is not what it should be; the system check says so at the start.
    """
    return Reach(networks(settings.PROBE_NETWORKS), tuple(_resolver(word) for word in settings.PROBE_RESOLVERS))


def _resolver(word: str) -> tuple[str, int]:
    """``10.1.1.1``, ``10.1.1.1:5353``, ``[2001:db8::1]:53``."""
    host, port = word, str(DNS_PORT)
    if word.startswith("["):
        host, _bracket, rest = word[1:].partition("]")
        port = rest.removeprefix(":") or port
    elif word.count(":") == 1:
        host, _colon, port = word.partition(":")
    address = parse_address(host)
    if address is None or not port.isdigit():
        raise ValueError(word)
    return str(address), int(port)
