"""What a judgement stands on besides usage: the systems, the days, and the rhythm in which each is expected to be used."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Reals, Whole
from evaluations.findings.rules.detector.axis import Axis, number_of
from evaluations.findings.rules.detector.facts import ACCOUNT, GROUP, NEVER, ORDINARY, Facts
from evaluations.findings.rules.detector.quantities import VOLUMES
from evaluations.findings.rules.detector.rhythms import Rhythm, Windows, rhythm, windows_of
from evaluations.findings.rules.detector.views import Subject
from evaluations.findings.selectors import roster
from evaluations.findings.selectors.lines import Lines
from lifecycle.calendar.selectors import working_days
from lifecycle.commitments.enums import Formula
from registry.systems.enums import SystemKind

PIECE = 2048
"""Systems judged at a time: keeps the arrays of a piece below 100 MB over eighteen months."""


@dataclass(frozen=True)
class Ground:
    """``roster``: the live systems by id; ``working`` says of each day of the axis whether it is a working day.

    ``assessed``: the weeks (from the epoch) in which use is looked at; ``reporting``: the collectors that pass on what people say;
    ``heirs``: ``{earlier system: the one it is judged with}``, by id.
    """

    axis: Axis
    numbers: Parameters
    roster: list[dict[str, Any]]
    working: Flags
    assessed: frozenset[int]
    reporting: frozenset[int]
    heirs: Mapping[int, int]

    @classmethod
    def loaded(cls, *, first: date | None, as_of: date, numbers: Parameters) -> "Ground":
        """From the week of ``first`` on. Ten statements."""
        axis = Axis(0, 0) if first is None else Axis.through(first=first, as_of=as_of)
        calendar = working_days()
        working = np.array([calendar.is_working_day(axis.date_of(day)) for day in range(axis.days)], np.bool_)
        return cls(axis, numbers, roster.roster(), working, roster.assessed_weeks(), roster.reporting(), roster.heirs())

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
    def said(self) -> Facts:
        """What signals ask of the register and of promises."""
        rules = {SystemKind.OFFICIAL_ACCOUNT: ACCOUNT, SystemKind.WORK_GROUP: GROUP}
        promises = [_promise(row) for row in self.roster]
        promised, promise_of, promise_from = zip(*promises, strict=True) if promises else ((), (), ())
        minutes = [row["promises"].get(Formula.MINUTES_PER_CASE, (0.0, None))[0] for row in self.roster]
        return Facts(
            rule=np.array([rules.get(row["kind"], ORDINARY) for row in self.roster], np.int64),
            contract_end=np.array([_contract_end(row) for row in self.roster], np.int64),
            promised=np.array(promised, np.float64),
            promise_of=np.array(promise_of, np.int64),
            promise_from=np.array(promise_from, np.int64),
            case_seconds=np.array(minutes, np.float64) * 60,
            rival=np.array([row["rival"][0] for row in self.roster], np.str_),
            likeness=np.array([row["rival"][1] for row in self.roster], np.float64),
            wider=np.array([row["rival"][2] for row in self.roster], np.float64),
        )

    @cached_property
    def facts(self) -> npt.NDArray[np.uint32]:
        """A checksum of what the register says of each system, as far as it matters here."""
        return np.array([zlib.crc32(repr(row).encode()) for row in self.roster], np.uint32)

    def inherited(self, lines: Lines) -> Lines:
        """Lines of an earlier system as of its heir, those of nobody on the roster left out.

        In the order of systems and collectors; of one day the heir's own come last, and stand.
        """
        lines = lines.ordered()
        told = lines.told
        if self.heirs:
            earlier = np.array(sorted(self.heirs))
            heir = np.array([self.heirs[each] for each in earlier.tolist()])
            at = np.minimum(np.searchsorted(earlier, told[:, 0]), len(earlier) - 1)
            told = told.copy()
            told[:, 0] = np.where(earlier[at] == told[:, 0], heir[at], told[:, 0])
            own = lines.told[:, 0] == told[:, 0]
            told = told[np.lexsort((own, told[:, 1], told[:, 0]))]
        return replace(lines, told=told[np.isin(told[:, 0], self.ids)])

    def parts(self, size: int) -> dict[int, "Ground"]:
        """The same for so many systems at a time, by the row of the roster at which each part begins."""
        return {
            first: replace(self, roster=self.roster[first : first + size]) for first in range(0, len(self.roster), size)
        }

    def sources(self, rows: Whole) -> list[int]:
        """The ids under which usage of these systems (rows of the roster) was told: their own, and of those they carry on."""
        return sorted(each for row in rows.tolist() for each in (self.roster[row]["id"], *self.roster[row]["earlier"]))

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
            laid = rhythm(
                cadence,
                windows,
                small=small,
                axis=self.axis,
                working=self.working,
                numbers=self.numbers,
                assessed=self.assessed,
            )
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


def _contract_end(row: Mapping[str, Any]) -> int:
    """The day the last contract ends; :data:`NEVER` where none is known or one has no end."""
    ends = [*row["contracts"], *([row["contract_ends_on"]] if row["contract_ends_on"] else [])]
    known = [number_of(each) for each in ends if each is not None]
    return max(known) if known and len(known) == len(ends) else NEVER


_MONTH = 30
_COUNTED: Final = {
    Formula.SUBSTANTIVE_ACTIONS: "substantive_actions",
    Formula.INBOUND_CALLS: "inbound_calls",
    Formula.EFFECTIVE_USERS: "effective_users",
    Formula.EFFECTIVE_SHARE: "effective_users",
}
"""Promises a volume is held against, those that say most first. Targets are per month of 30 days, shares in percent of the eligible."""


def _promise(row: Mapping[str, Any]) -> tuple[float, int, int]:
    """Amount a day, of which volume, and from which day on; ``(0, 0, NEVER)`` where nothing of the kind was promised."""
    for formula, name in _COUNTED.items():
        if formula not in row["promises"]:
            continue
        target, due_on = row["promises"][formula]
        if formula == Formula.EFFECTIVE_SHARE:
            target *= (row["eligible_users"] or 0) / 100
        if target > 0:
            return target / _MONTH, VOLUMES.index(name), number_of(due_on)
    return 0.0, 0, NEVER
