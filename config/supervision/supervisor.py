"""Keeps the children running until told to stop."""

import signal
from collections.abc import Callable, Sequence
from threading import Event
from time import monotonic
from types import FrameType

from config.supervision.children import Child

LOOK_EVERY = 0.2  # seconds
STOP_WITHIN = 8.0  # seconds for everybody together, then they are killed


class Supervisor:
    """``children`` in the order in which they start; they stop in the opposite order, each after those that need it."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = Event()

    def run(self, *, healthy: Callable[[], bool], ready: Callable[[], None]) -> None:
        """Until SIGINT or SIGTERM; calls ``ready`` once, when ``healthy`` first says so."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        announced = False
        try:
            while not self.stopping.wait(LOOK_EVERY):
                for child in self.children:
                    if line := child.look_after():
                        self.say(line)
                        for other in self.children:
                            if other.ends_with == child.name:
                                other.expect_end()
                if not announced and healthy():
                    announced = True
                    ready()
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def _end(self) -> None:
        deadline = monotonic() + STOP_WITHIN
        *firsts, last = reversed(self.children)
        for child in firsts:
            child.ask_to_stop()
        for child in firsts:
            child.make_stop(deadline)
        last.ask_to_stop()
        last.make_stop(deadline + 1)
