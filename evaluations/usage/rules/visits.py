"""Counting the lines of access logs per day and system, without keeping an address, a name or a line."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address

from evaluations.usage.rules.log_lines import (
    ACTION,
    CALL,
    OTHER,
    PROGRAM,
    ROBOT,
    STATIC_FILE,
    STATUSES,
    UNMAPPED,
    Routes,
    agent_kind,
    hour_begins,
    without_addresses,
)

PAUSE = 30 * 60
"""Seconds without a request after which the same visitor begins a new session."""
SHANGHAI = 8 * 3600
DAY = 86_400
_SAMPLES = 5
_REMEMBERED = 200_000
_BITS = 17
_SECOND = (1 << _BITS) - 1
_PLAIN, _WITH_HOST = 5, 6  # words before the request: address - user [time zone], and with the host before them
_AGENT = 5  # the part between the fifth and the sixth quotation mark
_REFUSED, _FAILED = 4, 5  # hundreds of the status


@dataclass(slots=True)
class Tally:
    """One system's day. ``visitors`` maps a salted hash to the visitor's sessions, each packed as begin and end second."""

    visitors: dict[int, int | list[int]] = field(default_factory=dict)
    acting: set[int] = field(default_factory=set)
    actions: int = 0
    calls: int = 0
    errors: int = 0

    @property
    def sessions(self) -> int:
        return sum(len(each) if isinstance(each, list) else 1 for each in self.visitors.values())


@dataclass(slots=True)
class LogCounter:
    """Counts lines in any order; the same lines always give the same counts, whatever their order and the salt.

    ``days`` are counted in Asia/Shanghai as ordinals since 1970. A visitor is an address and a user agent, remembered as a
    hash salted with bytes that die with this object; addresses are looked up in ``excluded`` networks under such a hash too.
    """

    routes: Routes
    excluded: tuple[IPv4Network | IPv6Network, ...] = ()
    host: bytes = b""
    tallies: dict[tuple[int, int], Tally] = field(default_factory=dict)
    lines: int = 0
    left_out: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("robots", "static", "networks", "unmapped"), 0)
    )
    garbage: int = 0
    garbage_samples: list[tuple[str, int, str]] = field(default_factory=list)
    first: int = 0
    last: int = 0
    seen_days: set[int] = field(default_factory=set)
    seen_places: set[int] = field(default_factory=set)
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    _hours: dict[bytes, int] = field(default_factory=dict)
    _agents: dict[bytes, int] = field(default_factory=dict)
    _requests: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    _networks: dict[int, bool] = field(default_factory=dict)

    def count(self, lines: Sequence[bytes], *, name: str, number: int) -> None:  # noqa: PLR0912, PLR0915 (one hot loop)
        """Count some lines of the file ``name``, the first of which is line ``number``."""
        salt, agents, requests, tallies, hours = self._salt, self._agents, self._requests, self.tallies, self._hours
        default_host, excluded, statuses = self.host, self.excluded, STATUSES
        robots = static = networks = unmapped = 0
        last_stamp = last_zone = b""
        second = day = epoch = 0
        first, last = self.first, self.last
        for at, line in enumerate(lines, start=number):
            try:
                parts = line.split(b'"')
                head = parts[0].split()
                status = statuses[parts[2][1:4]]
                if len(head) == _PLAIN:
                    address, _ident, _user, stamp, zone = head
                    host = default_host
                elif len(head) == _WITH_HOST and head[1] != b"-":
                    host, address, _ident, _user, stamp, zone = head
                else:
                    host, address, stamp, zone = default_host, head[0], head[-2], head[-1]
                if stamp != last_stamp or zone != last_zone:
                    begins = hours.get(stamp[:15] + zone)
                    if begins is None:
                        begins = hours[stamp[:15] + zone] = hour_begins(stamp, zone)
                    epoch = begins + int(stamp[16:18]) * 60 + int(stamp[19:21])
                    day, second = divmod(epoch + SHANGHAI, DAY)
                    last_stamp, last_zone = stamp, zone
                    self.seen_days.add(day)
                    last = max(last, epoch)
                    if epoch < first or not first:
                        first = epoch
            except (IndexError, KeyError, ValueError):
                if line.strip():
                    self._note_garbage(name, at, line)
                else:
                    self.lines -= 1
                continue
            asked = parts[1].partition(b"?")[0]
            key = host + b" " + asked if host else asked
            decided = requests.get(key)
            if decided is None:
                decided = self._decide(key, host, asked)
            place, kind = decided
            if kind == UNMAPPED:
                unmapped += 1
                continue
            if kind == STATIC_FILE:
                static += 1
                continue
            agent = parts[_AGENT] if len(parts) > _AGENT else b"?"
            who = agents.get(agent)
            if who is None:
                who = self._meet(agent)
            if who == ROBOT or (who == PROGRAM and kind != CALL):
                robots += 1
                continue
            if excluded and self._is_excluded(address):
                networks += 1
                continue
            tally = tallies.get((place, day))
            if tally is None:
                tally = tallies[place, day] = Tally()
            if status >= _REFUSED:
                if status == _FAILED:
                    tally.errors += 1
                continue
            if kind == CALL:
                tally.calls += 1
                continue
            if kind == OTHER:
                continue
            visitor = hash(salt + address + agent)
            visitors = tally.visitors
            known = visitors.get(visitor)
            if known is None:
                visitors[visitor] = second << _BITS | second
            elif type(known) is int and known >> _BITS <= second <= (ends := known & _SECOND) + PAUSE:
                if second > ends:
                    visitors[visitor] = known - ends + second
            else:
                visitors[visitor] = _with_moment(known, second)
            if kind == ACTION:
                tally.actions += 1
                tally.acting.add(visitor)
        self.lines += len(lines)
        self.first, self.last = first, last
        for reason, more in (("robots", robots), ("static", static), ("networks", networks), ("unmapped", unmapped)):
            self.left_out[reason] += more

    def _decide(self, key: bytes, host: bytes, asked: bytes) -> tuple[int, int]:
        if len(self._requests) >= _REMEMBERED:
            self._requests.clear()
        decided = self._requests[key] = self.routes.decide(host, asked)
        if decided[0] >= 0:
            self.seen_places.add(decided[0])
        return decided

    def _meet(self, agent: bytes) -> int:
        if len(self._agents) >= _REMEMBERED:
            self._agents.clear()
        kind = self._agents[agent] = agent_kind(agent)
        return kind

    def _is_excluded(self, address: bytes) -> bool:
        key = hash(self._salt + address)
        if (known := self._networks.get(key)) is None:
            try:
                parsed = ip_address(address.decode("ascii", "replace"))
                known = any(parsed in network for network in self.excluded)
            except ValueError:
                known = False
            if len(self._networks) >= _REMEMBERED:
                self._networks.clear()
            self._networks[key] = known
        return known

    def _note_garbage(self, name: str, number: int, line: bytes) -> None:
        self.garbage += 1
        if len(self.garbage_samples) < _SAMPLES:
            self.garbage_samples.append((name, number, without_addresses(line)))


def _with_moment(known: int | list[int], second: int) -> int | list[int]:
    """A visitor's sessions with one more request: it joins those within the pause, which may make two of them one."""
    begin = end = second
    kept = []
    for session in known if isinstance(known, list) else [known]:
        began, ended = session >> _BITS, session & _SECOND
        if began - PAUSE <= second <= ended + PAUSE:
            begin, end = min(begin, began), max(end, ended)
        else:
            kept.append(session)
    joined = begin << _BITS | end
    return [*kept, joined] if kept else joined
