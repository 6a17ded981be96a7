"""Counting the lines of access logs per day and system, without keeping an address, a name or a line."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from ipaddress import IPv4Network, IPv6Network, ip_address
from operator import length_hint

from evaluations.usage.rules.log_lines import (
    ACTION,
    CALL,
    OTHER,
    PERSON,
    ROBOT,
    SECONDS,
    STATIC_FILE,
    STATUSES,
    Routes,
    agent_kind,
    hour_begins,
    without_addresses,
)
from evaluations.usage.rules.tallies import Tally

SHANGHAI = 8 * 3600
DAY = 86_400
_SAMPLES = 5
_REMEMBERED = 200_000
_WAITING = 1_000_000  # lines until their requests are put together; until then a request is twelve bytes
_WORTHWHILE = 256  # requests: putting fewer together takes as long
_SPLITS = 12  # of a line that begins with its host and ends with its agent; the agent has blanks
_WITHOUT_AGENT = (b"-", b"?")
_NEVER = 1 << 60
_QUERY = ord("?")  # `b"?" in path` takes ten times as long
_HEAD, _HEAD_WITH_HOST, _AGENT = 5, 6, 5
_REFUSED, _FAILED = 4, 5  # hundreds of the status


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
    _before: tuple[bytes, ...] = ()
    _after: tuple[bytes, ...] = ()
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    _hours: dict[bytes, int] = field(default_factory=dict)
    _agents: dict[bytes, int] = field(default_factory=dict)
    _places: dict[bytes, int] = field(default_factory=dict)
    _kinds: dict[bytes, int] = field(default_factory=dict)
    _networks: dict[int, bool] = field(default_factory=dict)
    _visitors: dict[bytes, int] = field(default_factory=dict)
    _waiting: int = 0
    _room: int = _WAITING

    def count(self, lines: Sequence[bytes], *, name: str, number: int) -> None:  # noqa: PLR0912, PLR0915 (one hot loop)
        """Count some lines of the file ``name``, the first of which is line ``number``."""
        salt, agents, kinds, places, statuses = self._salt, self._agents, self._kinds, self._places, STATUSES
        excluded, shared, by_host = self.excluded, self.shared_salt, self.routes.by_host
        robots = static = networks = unmapped = 0
        before, after = self._before, self._after
        cut = _SPLITS - len(before)
        last_stamp = last_zone = last_minute = b""
        begins = base = second = 0
        first, last = self.first or _NEVER, self.last
        today: dict[int, Tally] = {}
        rest = iter(
            lines
        )  # how many are left tells where a line is: a number for each would be a hundredth of all work
        for line in rest:
            try:
                words: Sequence[bytes] = line.split(b" ", cut)
                if before or after:
                    words = (*before, *words, *after)
                host, address, _ident, _user, stamp, zone, method, path, _protocol, code, _size, _from, agent = words
                status = statuses[code]
                if stamp != last_stamp or zone != last_zone:
                    tick = SECONDS[stamp[18:]]
                    if (minute := stamp[:18]) != last_minute or zone != last_zone:
                        today, begins, base = self._minute(stamp, zone)
                        last_minute, last_zone = minute, zone
                    last_stamp, second, epoch = stamp, base + tick, begins + tick
                    if epoch > last:  # noqa: PLR1730 (on every line a call would tell)
                        last = epoch
                    if epoch < first:  # noqa: PLR1730
                        first = epoch
            except (KeyError, ValueError):
                try:
                    before, after, words = _taken_apart(line, self.host)
                    host, address, stamp, zone, method, path, code, agent = words
                    status, tick = statuses[code], SECONDS[stamp[18:]]
                    today, begins, base = self._minute(stamp, zone)
                except (IndexError, KeyError, ValueError):
                    if line.strip():
                        self._note_garbage(name, number + len(lines) - length_hint(rest) - 1, line)
                    else:
                        self.lines -= 1
                    continue
                second, first, last = base + tick, min(first, begins + tick), max(last, begins + tick)
                cut, last_stamp, last_minute = _SPLITS - len(before), b"", b""
            if _QUERY in path:
                path = path[: path.index(b"?")]
            place = places.get(where := host if by_host else host + path)
            if place is None:
                place = self._find(where, host, path)
            if place < 0:
                unmapped += 1
                continue
            kind = kinds.get(asked := method + path)
            if kind is None:
                kind = self._decide(asked, method[1:], path)
            if kind == STATIC_FILE:
                static += 1
                continue
            who = agents.get(agent)
            if who is None:
                agent, who = self._meet(agent, line)
            if who != PERSON and (who == ROBOT or kind != CALL):
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
            tally.asked_by.append(visitor)
            tally.asked_at.append(second)
            if kind == ACTION:
                tally.actions += 1
                tally.acting.add(visitor)
        self.lines += len(lines)
        self._before, self._after, self.first, self.last = before, after, first if last else 0, last
        for reason, more in (("robots", robots), ("static", static), ("networks", networks), ("unmapped", unmapped)):
            self.left_out[reason] += more
        self._waiting += len(lines)
        if self._waiting > self._room:
            self._put_together()

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

    def _put_together(self) -> None:
        """Make sessions of the requests noted; the more sessions those are, the more lines may come before the next time."""
        kept = 0
        for tallies in self.days.values():
            for tally in tallies.values():
                if len(tally.asked_by) >= _WORTHWHILE:
                    kept += tally.sessions
        self._waiting, self._room = 0, max(_WAITING, kept)

    def _minute(self, stamp: bytes, zone: bytes) -> tuple[dict[int, Tally], int, int]:
        """Of the full minute of ``[10/Oct/2026:13:55:36`` and ``+0800]``: the day's tallies, seconds since 1970, and of the day."""
        begins = self._hours.get(stamp[:15] + zone)
        if begins is None:
            begins = self._hours[stamp[:15] + zone] = hour_begins(stamp, zone)
        begins += 60 * int(stamp[16:18])
        day, second = divmod(begins + SHANGHAI, DAY)
        return self.days.setdefault(day, {}), begins, second + 1

    def _find(self, where: bytes, host: bytes, path: bytes) -> int:
        if len(self._places) >= _REMEMBERED:
            self._places.clear()
        place = self._places[where] = self.routes.place(host, path)
        if place >= 0:
            self.seen_places.add(place)
        return place

    def _decide(self, asked: bytes, method: bytes, path: bytes) -> int:
        if len(self._kinds) >= _REMEMBERED:
            self._kinds.clear()
        kind = self._kinds[asked] = self.routes.kind(method, path)
        return kind

    def _meet(self, told: bytes, line: bytes) -> tuple[bytes, int]:
        """The agent and its kind; ``told`` is where it should begin, and some servers write more after it."""
        agent = _agent_alone(told, line)
        if (kind := self._agents.get(agent)) is None:
            if len(self._agents) >= _REMEMBERED:
                self._agents.clear()
            kind = self._agents[agent] = agent_kind(agent.strip(b'"'))
        return agent, kind

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


def _agent_alone(told: bytes, line: bytes) -> bytes:
    if told[:1] == b'"':
        return told[: told.find(b'"', 1) + 1]
    parts = _quoted(line)
    return b'"' + parts[_AGENT] + b'"' if len(parts) > _AGENT else _WITHOUT_AGENT[1]


def _quoted(line: bytes) -> list[bytes]:
    return line.replace(b'\\"', b"%22").split(b'"')


def _taken_apart(line: bytes, host: bytes) -> tuple[tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]:
    """The slow way, by quotation marks, for what is not one word where one is expected: users, requests, referrers with blanks.

    What to put before and after the words of such lines so that they are thirteen, and the words that are needed of this one.

    Raises:
        IndexError, ValueError: that is no log line.
    """
    parts = _quoted(line)
    head = parts[0].split()
    before: tuple[bytes, ...] = (host,)
    if len(head) == _HEAD_WITH_HOST and head[1] != b"-":
        host, before, head = head[0], (), head[1:]
    if len(head) < _HEAD:
        raise ValueError(line)
    method, _blank, target = parts[1].partition(b" ")
    agent = b'"' + parts[_AGENT] + b'"' if len(parts) > _AGENT else _WITHOUT_AGENT[1]
    after = () if len(parts) > _AGENT else _WITHOUT_AGENT
    path = target.partition(b" ")[0]
    return before, after, (host, head[0], head[-2], head[-1], b'"' + method, path, parts[2][1:4], agent)
