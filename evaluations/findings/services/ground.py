"""What a judgement stands on besides usage: the systems, the days, and the rhythm in which each is expected to be used."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluations.findings.policy import Parameters
from evaluations.findings.rules import Flags, Reals, Whole
from evaluations.findings.rules.axis import Axis
from evaluations.findings.rules.evidence import Subject
from evaluations.findings.rules.rhythms import Rhythm, Windows, rhythm, windows_of
from evaluations.findings.selectors import measurements
from lifecycle.calendar.selectors import working_days

PIECE = 2048
"""Systems judged at a time: keeps the arrays of a piece below 100 MB over eighteen months."""


@dataclass(frozen=True)
class Ground:
    """``roster``: the live systems by id; ``working`` says of each day of the axis whether it is a working day."""

    axis: Axis
    numbers: Parameters
    roster: list[dict[str, Any]]
    working: Flags

    @classmethod
    def loaded(cls, *, first: date | None, as_of: date, numbers: Parameters) -> "Ground":
        """From the week of ``first`` on. Three statements."""
        axis = Axis(0, 0) if first is None else Axis.through(first=first, as_of=as_of)
        calendar = working_days()
        working = np.array([calendar.is_working_day(axis.date_of(day)) for day in range(axis.days)], np.bool_)
        return cls(axis, numbers, measurements.roster(), working)

    @cached_property
    def ids(self) -> Whole:
        return np.array([row["id"] for row in self.roster], np.int64)

    @cached_property
    def eligible(self) -> Reals:
        """Users each system is meant for as the register says, -1: it does not."""
        return np.array([-1 if (users := row["eligible_users"]) is None else users for row in self.roster], np.float64)

    @cached_property
    def launched(self) -> Whole:
        """The day each was launched, as an index on the axis; -1: unknown."""
        return np.array(
            [-1 if (day := row["launched_on"]) is None else self.axis.index_of(day) for row in self.roster], np.int64
        )

    @cached_property
    def facts(self) -> npt.NDArray[np.uint32]:
        """A checksum of what the register says of each system, as far as it matters here."""
        return np.array([zlib.crc32(repr(row).encode()) for row in self.roster], np.uint32)

    @property
    def on_duty(self) -> Flags:
        """Weeks with a working day."""
        return np.asarray(self.working.reshape(self.axis.weeks, 7).any(axis=1))

    def subject(self, row: int) -> Subject:
        told: Mapping[str, Any] = self.roster[row]
        fields = ("id", "cadence", "duty_window", "eligible_users", "launched_on")
        return Subject(*(told[name] for name in fields))

    def pieces(self, chosen: Whole | None = None) -> Iterator[tuple[Rhythm, Whole]]:
        """Rows of the roster that share a rhythm, at most :data:`PIECE` at a time; of the ``chosen`` rows, or of all."""
        alike: dict[tuple[str, Windows, bool], list[int]] = defaultdict(list)
        for row in range(len(self.roster)) if chosen is None else chosen.tolist():
            alike[self.beats[row]].append(row)
        for (cadence, windows, small), rows in alike.items():
            laid = rhythm(cadence, windows, small=small, axis=self.axis, working=self.working, numbers=self.numbers)
            for start in range(0, len(rows), PIECE):
                yield laid, np.array(rows[start : start + PIECE], np.int64)

    @cached_property
    def beats(self) -> list[tuple[str, Windows, bool]]:
        """Of each system: its cadence, its windows, and whether it is a daily one with few users."""
        few = self.numbers.small_population
        return [
            (
                each["cadence"],
                windows_of(each["duty_window"]),
                each["cadence"] == "daily" and (each["eligible_users"] or few + 1) <= few,
            )
            for each in self.roster
        ]
