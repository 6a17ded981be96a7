"""One look at one address: the whole way from its text to a verdict."""

import hashlib
import json
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from lifecycle.clearances.enums import VERDICTS, Reason, Verdict
from lifecycle.clearances.probes.addresses import NoAnswer, Reach, Vetted, dial, vet
from lifecycle.clearances.probes.exchange import Answer, exchange
from lifecycle.clearances.probes.names import Resolution, resolve
from lifecycle.clearances.probes.targets import DEFAULT_PORTS, Target, follow, parse_target
from lifecycle.clearances.probes.tombstone import fingerprint

REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_FOUND = frozenset({404, 410})
WHO_IS_THERE = frozenset({401, 403, 407})
BUSY = frozenset({408, 421, 425, 429})  # not an answer about the path
_SIGN_IN = re.compile(rb"""type\s*=\s*["']?password""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sight:
    """What a look saw. ``evidence`` is JSON: status lines, hashes of bodies, hops, words of the machine; never a body itself."""

    target: str
    at: datetime
    reason: Reason
    addresses: tuple[str, ...] = ()
    evidence: dict[str, Any] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        return VERDICTS.get(self.reason, Verdict.UNKNOWN)

    @property
    def sha256(self) -> str:
        """Over everything the look says, as canonical JSON: keys sorted, UTC to the microsecond."""
        return digest_of(
            target=self.target,
            at=self.at,
            reason=self.reason,
            verdict=self.verdict,
            addresses=self.addresses,
            evidence=self.evidence,
        )


def digest_of(
    *, target: str, at: datetime, reason: str, verdict: str, addresses: Sequence[str], evidence: dict[str, Any]
) -> str:
    """The hash of a look from its parts, so that a stored row can be checked."""
    told = {
        "target": target,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "reason": str(reason),
        "verdict": str(verdict),
        "addresses": list(addresses),
        "evidence": evidence,
    }
    return hashlib.sha256(
        json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


def look_at(text: str, *, reach: Reach, at: datetime, tombstone_sha256: str = "") -> Sight:
    """Look once at ``https://…``, ``http://…``, ``dns:host`` or ``tcp:host:port``; never raises for what it finds out there.

    Takes at most ``reach.seconds``. ``at`` is the moment the caller read from its clock; ``tombstone_sha256`` the fingerprint of
    the notice that may answer instead of the system.
    """
    until = time.monotonic() + reach.seconds
    addresses: tuple[str, ...] = ()
    evidence: dict[str, Any] = {}
    try:
        if not reach.networks:
            raise NoAnswer(Reason.SWITCHED_OFF)
        target = parse_target(text)
        resolution = resolve(target.host, reach, until=until)
        addresses = tuple(str(one) for one in resolution.addresses)
        if target.scheme == "dns":
            reason = Reason.RESOLVES
        else:
            terms = _Terms(reach, until, tombstone_sha256)
            reason, evidence["machines"] = _every_machine(target, resolution, terms)
            if VERDICTS.get(reason) == Verdict.GONE and resolution.doubt:
                reason = resolution.doubt
    except NoAnswer as no:
        reason = no.reason
        if no.detail:
            evidence["detail"] = no.detail
    return Sight(text, at, reason, addresses, evidence)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What holds for the whole look: how far, how long (``time.monotonic``), and the notice that may stand there."""

    reach: Reach
    until: float
    tombstone_sha256: str


def _machines(resolution: Resolution, reach: Reach) -> list[Vetted]:
    """All addresses of a name, every one vetted before any is dialled: one forbidden address forbids the name."""
    return list(dict.fromkeys(vet(address, reach.networks) for address in resolution.addresses))


def _every_machine(target: Target, resolution: Resolution, terms: _Terms) -> tuple[Reason, list[dict[str, Any]]]:
    """Look at every machine behind the name: one that answers is enough to be there, all must be gone to be gone."""
    machines = _machines(resolution, terms.reach)
    reasons: list[Reason] = []
    told: list[dict[str, Any]] = []
    for machine in machines[: terms.reach.addresses]:
        evidence: dict[str, Any] = {"address": str(machine)}
        try:
            if target.scheme == "tcp":
                dial(machine, target.port, until=terms.until).close()
                reason = Reason.ACCEPTS
            else:
                reason = _web(target, machine, terms, evidence)
        except NoAnswer as no:
            reason = no.reason
            if no.detail:
                evidence["detail"] = no.detail
        evidence["reason"] = str(reason)
        reasons.append(reason)
        told.append(evidence)
    return _together(reasons, complete=len(machines) <= terms.reach.addresses), told


def _together(reasons: list[Reason], *, complete: bool) -> Reason:
    for reason in reasons:
        if VERDICTS.get(reason) == Verdict.STILL_THERE:
            return reason
    for reason in reasons:
        if reason not in VERDICTS:
            return reason
    return reasons[0] if complete else Reason.TOO_MANY_ADDRESSES


def _web(first: Target, machine: Vetted, terms: _Terms, evidence: dict[str, Any]) -> Reason:
    """Ask one machine and follow where it forwards; every hop is parsed, resolved and vetted like the first."""
    target = first
    hops: list[dict[str, Any]] = []
    evidence["hops"] = hops
    for _hop in range(terms.reach.redirects + 1):
        try:
            answer = exchange(target, machine, terms.reach, until=terms.until)
        except NoAnswer as no:
            if hops and VERDICTS.get(no.reason) == Verdict.GONE:  # gone there says nothing about here, which forwards
                raise NoAnswer(Reason.REDIRECT_UNCLEAR, no.detail) from no
            raise
        hops.append(_told(target, machine, answer))
        if terms.tombstone_sha256 and answer.whole and fingerprint(answer.body) == terms.tombstone_sha256:
            return Reason.TOMBSTONE
        if answer.status not in REDIRECTS or "location" not in answer.headers:
            reason = _judge(answer, at_home=len(hops) == 1 or _same_place(first, target))
            if reason == Reason.ANSWERS and _answers_anything(target, machine, terms, evidence):
                reason = Reason.ANSWERS_ANYTHING
            return reason
        try:
            target = follow(target, answer.headers["location"])
            machine = _machines(resolve(target.host, terms.reach, until=terms.until), terms.reach)[0]
        except NoAnswer as no:
            reason = no.reason if VERDICTS.get(no.reason) != Verdict.GONE else Reason.REDIRECT_UNCLEAR
            raise NoAnswer(reason, f"{answer.headers['location'][:200]} {no.detail}".strip()) from no
    raise NoAnswer(Reason.TOO_MANY_REDIRECTS)


def _told(target: Target, machine: Vetted, answer: Answer) -> dict[str, Any]:
    return {
        "target": str(target),
        "address": str(machine),
        "status": answer.status,
        "bytes": len(answer.body),
        "whole": answer.whole,
        "body_sha256": hashlib.sha256(answer.body).hexdigest(),
    }


def _same_place(first: Target, target: Target) -> bool:
    """Whether a redirect only changed scheme, port or the closing slash; one to the very same address tells nothing."""
    return target != first and target.host == first.host and target.path.rstrip("/") == first.path.rstrip("/")


def _judge(answer: Answer, *, at_home: bool) -> Reason:
    """What the last answer proves about the first address; ``at_home``: it came from there, not from where it forwards."""
    if answer.status in NOT_FOUND:
        if _SIGN_IN.search(answer.body):
            return Reason.SIGN_IN_SHOWN
        return Reason.NOT_FOUND if at_home else Reason.REDIRECT_UNCLEAR
    if answer.status in WHO_IS_THERE:
        return Reason.ACCESS_CONTROLLED
    if answer.status >= 500 or answer.status in BUSY:  # noqa: PLR2004 (server errors begin there)
        return Reason.SERVER_ERROR
    if 300 <= answer.status < 400:  # noqa: PLR2004 (a redirect that leads nowhere)
        return Reason.REDIRECT_UNCLEAR
    return Reason.ANSWERS


def _answers_anything(target: Target, machine: Vetted, terms: _Terms, evidence: dict[str, Any]) -> bool:
    """Whether a path made up this moment, beside the target's, also answers 2xx. Changes no verdict, explains it."""
    folder = urlsplit(target.path).path.rpartition("/")[0]
    made_up = Target(target.scheme, target.host, target.port, f"{folder}/{secrets.token_hex(12)}")
    try:
        status = exchange(made_up, machine, terms.reach, until=terms.until).status
    except NoAnswer as no:
        evidence["made_up_path"] = str(no.reason)
        return False
    evidence["made_up_path"] = status
    return status // 100 == 2  # noqa: PLR2004 (success)


def is_web(text: str) -> bool:
    """Whether an address is one a browser would open: a tombstone can stand there."""
    return text.partition(":")[0].lower() in DEFAULT_PORTS
