"""Counting the lines of access logs per day and system, without keeping an address, a name or a line."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from ipaddress import IPv4Network, IPv6Network, ip_address

from evaluations.usage.rules.log_lines import (
    ACTION,
    CALL,
    OTHER,
    PROGRAM,
    ROBOT,
    SECONDS,
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
_WITH_HOST = 4  # where the time stands among the words: after host, address, "-" and user; without a host one earlier
_TO_AGENT = 8  # words from the time to the agent
_NEVER = 1 << 60
_QUOTE = ord('"')
_HEAD, _HEAD_WITH_HOST, _AGENT = 5, 6, 5
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

    def add(self, other: "Tally") -> None:
        """What another part of the same day's log says of the same system, visitors under the same hashes."""
        for visitor, sessions in other.visitors.items():
            known = self.visitors.get(visitor)
            self.visitors[visitor] = sessions if known is None else _joined([*_listed(known), *_listed(sessions)])
        self.acting |= other.acting
        self.actions += other.actions
        self.calls += other.calls
        self.errors += other.errors


@dataclass(slots=True)
class LogCounter:
    """Counts lines in any order; the same lines always give the same counts, whatever their order and the salt.

    ``days`` maps a day in Asia/Shanghai, counted from 1970, and a system's place to its tally; a day is in it as soon as the log
    has any line of it. A visitor is an address and a user agent, remembered as a
    hash salted with bytes that die with this object; addresses are looked up in ``excluded`` networks under such a hash too.
    With a ``shared_salt`` the hashes of several counters, in several processes, are those of the same visitors.
    """

    routes: Routes
    excluded: tuple[IPv4Network | IPv6Network, ...] = ()
    host: bytes = b""
    shared_salt: bytes = b""
    days: dict[int, dict[int, Tally]] = field(default_factory=dict)
    lines: int = 0
    left_out: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("robots", "static", "networks", "unmapped"), 0)
    )
    garbage: int = 0
    garbage_samples: list[tuple[str, int, str]] = field(default_factory=list)
    first: int = 0
    last: int = 0
    seen_places: set[int] = field(default_factory=set)
    _width: int = 3
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    _hours: dict[bytes, int] = field(default_factory=dict)
    _agents: dict[bytes, int] = field(default_factory=dict)
    _requests: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    _networks: dict[int, bool] = field(default_factory=dict)
    _visitors: dict[bytes, int] = field(default_factory=dict)

    def count(self, lines: Sequence[bytes], *, name: str, number: int) -> None:  # noqa: PLR0912, PLR0915 (one hot loop)
        """Count some lines of the file ``name``, the first of which is line ``number``."""
        salt, agents, requests, hosts = self._salt, self._agents, self._requests, self.host
        excluded, statuses, moment, shared = self.excluded, STATUSES, self._minute, self.shared_salt
        robots = static = networks = unmapped = 0
        width, to_protocol, cut = self._width, self._width + 4, self._width + _TO_AGENT
        last_minute = last_zone = b""
        begins = last_begins = base = 0
        first, last = self.first or _NEVER, self.last
        today: dict[int, Tally] = {}
        for at, line in enumerate(lines, start=number):
            try:
                parts = line.split(b" ", cut)
                status = statuses[parts[cut - 3]]
                stamp, zone, method, path = parts[width:to_protocol]
                address = parts[width - 3]
                host = parts[0] if width == _WITH_HOST else hosts
                if len(parts) > cut:
                    agent = parts[cut]
                    if agent[0] != _QUOTE:
                        raise ValueError(agent)
                    if (ends := agent.find(b'"', 1)) != len(agent) - 1:
                        agent = agent[: ends + 1]
                else:
                    agent = b"?"
                tick = SECONDS[stamp[19:21]]
                minute = stamp[:18]
                if minute != last_minute or zone != last_zone:
                    begins = moment(stamp, zone)
            except (IndexError, KeyError, ValueError):
                try:
                    width, host, address, stamp, zone, method, path, status, agent = _taken_apart(line, hosts)
                    tick, begins = SECONDS[stamp[19:21]], moment(stamp, zone)
                except (IndexError, KeyError, ValueError):
                    if line.strip():
                        self._note_garbage(name, at, line)
                    else:
                        self.lines -= 1
                    continue
                cut, to_protocol, minute = width + _TO_AGENT, width + 4, stamp[:18]
            last_minute, last_zone = minute, zone
            if begins != last_begins:
                last_begins = begins
                day, base = divmod(begins + SHANGHAI, DAY)
                today = self.days.setdefault(day, {})
            second = base + tick
            if (epoch := begins + tick) > last:
                last = epoch
            first = min(first, epoch)
            if b"?" in path:
                path = path[: path.index(b"?")]
            key = host + method + path
            decided = requests.get(key)
            if decided is None:
                decided = self._decide(key, host, method[1:] + b" " + path)
            place, kind = decided
            if kind == UNMAPPED:
                unmapped += 1
                continue
            if kind == STATIC_FILE:
                static += 1
                continue
            who = agents.get(agent)
            if who is None:
                who = self._meet(agent)
            if who == ROBOT or (who == PROGRAM and kind != CALL):
                robots += 1
                continue
            if excluded and self._is_excluded(address):
                networks += 1
                continue
            tally = today.get(place)
            if tally is None:
                tally = today[place] = Tally()
            if status >= _REFUSED:
                if status == _FAILED:
                    tally.errors += 1
                continue
            if kind == CALL:
                tally.calls += 1
                continue
            if kind == OTHER:
                continue
            visitor = self._shared(address, agent) if shared else hash((salt, address, agent))
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
        self._width, self.first, self.last = width, first if last else 0, last
        for reason, more in (("robots", robots), ("static", static), ("networks", networks), ("unmapped", unmapped)):
            self.left_out[reason] += more

    def add(self, other: "LogCounter") -> None:
        """What another counter with the same shared salt and routes counted."""
        for day, tallies in other.days.items():
            mine = self.days.setdefault(day, {})
            for place, tally in tallies.items():
                mine.setdefault(place, Tally()).add(tally)
        self.lines += other.lines
        for reason, more in other.left_out.items():
            self.left_out[reason] += more
        self.garbage += other.garbage
        self.garbage_samples += other.garbage_samples[: _SAMPLES - len(self.garbage_samples)]
        if other.last:
            self.first, self.last = min(self.first or other.first, other.first), max(self.last, other.last)
        self.seen_places |= other.seen_places

    def _minute(self, stamp: bytes, zone: bytes) -> int:
        """Seconds since 1970 at the full minute of ``[10/Oct/2026:13:55:36`` and ``+0800]``."""
        begins = self._hours.get(stamp[:15] + zone)
        if begins is None:
            begins = self._hours[stamp[:15] + zone] = hour_begins(stamp, zone)
        return begins + 60 * int(stamp[16:18])

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
        kind = self._agents[agent] = agent_kind(agent.strip(b'"'))
        return kind

    def _shared(self, address: bytes, agent: bytes) -> int:
        key = address + b" " + agent
        if (known := self._visitors.get(key)) is None:
            if len(self._visitors) >= _REMEMBERED // 4:
                self._visitors.clear()
            digest = blake2b(key, digest_size=7, key=self.shared_salt).digest()
            known = self._visitors[key] = int.from_bytes(digest, "big")
        return known

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


def _listed(sessions: int | list[int]) -> list[int]:
    return sessions if isinstance(sessions, list) else [sessions]


def _joined(sessions: list[int]) -> int | list[int]:
    """Sessions in which those within the pause of each other are one."""
    joined: list[int] = []
    for session in sorted(sessions):
        began, ended = session >> _BITS, session & _SECOND
        if joined and began <= (joined[-1] & _SECOND) + PAUSE:
            joined[-1] = joined[-1] & ~_SECOND | max(joined[-1] & _SECOND, ended)
        else:
            joined.append(session)
    return joined if len(joined) > 1 else joined[0]


def _taken_apart(line: bytes, host: bytes) -> tuple[int, bytes, bytes, bytes, bytes, bytes, bytes, int, bytes]:
    """The slow way, by quotation marks, for what is not one word where one is expected: users, requests, referrers with blanks.

    Raises:
        IndexError, KeyError, ValueError: that is no log line.
    """
    parts = line.split(b'"')
    head = parts[0].split()
    width = _WITH_HOST - 1
    if len(head) == _HEAD_WITH_HOST and head[1] != b"-":
        host, width, head = head[0], _WITH_HOST, head[1:]
    if len(head) < _HEAD:
        raise ValueError(line)
    method, _blank, target = parts[1].partition(b" ")
    agent = b'"' + parts[_AGENT] + b'"' if len(parts) > _AGENT else b"?"
    path = target.partition(b" ")[0]
    return width, host, head[0], head[-2], head[-1], b'"' + method, path, STATUSES[parts[2][1:4]], agent
