"""A child process that cannot outlive its parent."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from time import monotonic

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1
SETTLED_AFTER = 30.0  # seconds a child must live for its next restart to be immediate again
LONGEST_PAUSE = 8.0
GOODBYE = 30.0  # seconds in which a child may finish what it is doing


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent is gone, however that went. Linux; elsewhere only a clean stop cleans up."""
    if hasattr(_libc, "prctl"):
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@dataclass
class Child:
    """One command kept alive. ``name`` is what people read; each start is a process group of its own.

    ``ends_with`` names the child whose end it notices and follows by itself, within :data:`GOODBYE`.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    inherited: tuple[int, ...] = ()
    ends_with: str = ""
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    pause: float = 0.0
    not_before: float = 0.0
    not_after: float = inf

    def start(self) -> None:
        self.started_at = monotonic()
        self.not_after = inf
        self.process = subprocess.Popen(  # noqa: S603  (our own command lines)
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C goes to the parent, which stops the children in order
            preexec_fn=die_with_parent,  # noqa: PLW1509  (the parent has one thread)
            pass_fds=self.inherited,
        )

    def look_after(self) -> str:
        """Start it if it is not running and its pause is over; a line for people when it had died, otherwise ``""``."""
        now = monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.start()
            return ""
        status = self.process.poll()
        if status is None:
            if now > self.not_after:
                self._end_group(signal.SIGKILL)
            return ""
        self._end_group(signal.SIGKILL)
        settled = now - self.started_at > SETTLED_AFTER
        self.pause = 0.2 if settled or not self.pause else min(self.pause * 2, LONGEST_PAUSE)
        self.not_before = now + self.pause
        self.process = None
        return f"{self.name} ended ({_in_words(status)}); starting it again in {self.pause:g} s."

    def expect_end(self) -> None:
        """What it stood on is gone: the process running now has :data:`GOODBYE` to end by itself."""
        if self.process is not None:
            self.not_after = monotonic() + GOODBYE

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def make_stop(self, deadline: float) -> None:
        """Wait until ``deadline``, then kill it with all it started."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.0, deadline - monotonic()))
        except subprocess.TimeoutExpired:
            self._end_group(signal.SIGKILL)
            self.process.wait()
        self._end_group(signal.SIGKILL)
        self.process = None

    def _end_group(self, number: signal.Signals) -> None:
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


def _in_words(status: int) -> str:
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"status {status}"
