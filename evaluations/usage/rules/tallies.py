"""What one system's day comes to: its requests, and the sessions of its visitors."""

from array import array
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

PAUSE = 30 * 60
"""Seconds without a request after which the same visitor begins a new session."""
_BITS = 17
_SESSION = 2 * _BITS
_SECOND, _WHOLE = (1 << _BITS) - 1, (1 << _SESSION) - 1
_ONCE = (1 << _BITS) + 1  # times a second: the session of one request
Numbers = NDArray[np.int64]


def _no_numbers() -> Numbers:
    return np.empty(0, np.int64)


@dataclass(slots=True)
class Tally:
    """One system's day.

    Each request of a visitor is noted in ``asked_by``, a salted hash, and ``asked_at``, a second of the day (midnight is 1). They are
    made sessions many at a time: looking up a visitor's last request for each one costs several times as much, because what is
    known of so many visitors of so many systems lies far from the processor.
    """

    acting: set[int] = field(default_factory=set)
    actions: int = 0
    calls: int = 0
    errors: int = 0
    asked_by: "array[int]" = field(default_factory=partial(array, "q"))
    asked_at: "array[int]" = field(default_factory=partial(array, "i"))
    _visitors: Numbers = field(default_factory=_no_numbers)
    _spans: Numbers = field(default_factory=_no_numbers)

    @property
    def visitors(self) -> Numbers:
        """Their hashes, in order."""
        self._settle()
        return self._visitors

    @property
    def spans(self) -> Numbers:
        """The sessions, in order: 29 bits of whose (a place in ``visitors``), two times 17 of the seconds of first and last request."""
        self._settle()
        return self._spans

    @property
    def sessions(self) -> int:
        return len(self.spans)

    def keep(self, visitors: Numbers, spans: Numbers) -> None:
        """Take over what the properties of another tally said."""
        self._join(visitors[spans >> _SESSION], spans & _WHOLE)

    def add(self, other: "Tally") -> None:
        """What another part of the same day's log says of the same system, visitors under the same hashes."""
        self.keep(other.visitors, other.spans)
        self.acting |= other.acting
        self.actions += other.actions
        self.calls += other.calls
        self.errors += other.errors

    def _settle(self) -> None:
        hashes, seconds = np.array(self.asked_by, np.int64), np.array(self.asked_at, np.int64)
        self.asked_by, self.asked_at = array("q"), array("i")
        self._join(hashes, seconds * _ONCE)

    def _join(self, hashes: Numbers, sessions: Numbers) -> None:
        """Add sessions of visitors; of one visitor, those within the pause of each other become one."""
        if not len(hashes):
            return
        hashes = np.concatenate((self._visitors[self._spans >> _SESSION], hashes))
        sessions = np.concatenate((self._spans & _WHOLE, sessions))
        self._visitors, whose = np.unique(hashes, return_inverse=True)
        spans = np.sort(whose << _SESSION | sessions)
        # The visitor before the second makes them one line of time, on which no visitor's midnight is within a pause of the next one's.
        whose = spans >> _SESSION << _BITS
        begun, ended = spans >> _BITS, np.maximum.accumulate(whose | spans & _SECOND)
        pauses = begun[1:] > ended[:-1] + PAUSE
        first, last = np.append(True, pauses), np.append(pauses, True)
        self._spans = begun[first] << _BITS | ended[last] & _SECOND
