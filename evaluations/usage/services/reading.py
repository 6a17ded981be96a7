"""From blocks of raw columns to typed columns and the errors found on the way. Reads system codes, writes nothing."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import compress
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from evaluations.usage.models import MEASURES
from evaluations.usage.rules import values
from evaluations.usage.rules.values import Memory, Wrong
from evaluations.usage.services.deliveries import Block
from registry.organisations.models import Organisation
from registry.sheets import CellError
from registry.systems.models import System

KEPT_ERRORS = 1000
_AT_ONCE = 500
_WITHIN = 20  # bits: a row's place is its block's number and its place within the block
_READERS = dict.fromkeys(MEASURES, values.count) | {
    "eligible_users": values.eligible_users,
    "active_users": values.users,
    "effective_users": values.users,
    "using_organisations": values.users,
    "eligible_organisations": values.users,
    "cpu_p95": values.percent,
}
WITHIN = {
    "effective_users": "active_users",
    "good_ratings": "ratings",
    "using_organisations": "eligible_organisations",
}
"""Measures that count a part of another."""


@dataclass(slots=True)
class Typed:
    """The good rows of a block, column by column; ``measures`` holds only the measures the block has."""

    days: list[date]
    systems: list[int]
    collectors: list[str]
    periods: list[int]
    measures: dict[str, list[int | None]]
    coverage: list[float]

    def __len__(self) -> int:
        return len(self.days)

    def columns(self) -> list[list[Any]]:
        return [self.days, self.systems, self.collectors, self.periods, *self.measures.values(), self.coverage]

    def keep(self, wanted: Sequence[bool]) -> None:
        for column in self.columns():
            column[:] = compress(column, wanted)

    def where(self, wanted: Sequence[bool]) -> "Typed":
        """A copy that holds only some of the rows."""
        part = Typed(
            [*self.days],
            [*self.systems],
            [*self.collectors],
            [*self.periods],
            {name: [*column] for name, column in self.measures.items()},
            [*self.coverage],
        )
        part.keep(wanted)
        return part

    def row(self, at: int) -> tuple[Any, ...]:
        """One row's values, comparable with another block's."""
        return (*(self.measures[name][at] if name in self.measures else None for name in MEASURES), self.coverage[at])


@dataclass(slots=True)
class Reader:
    """Reads one delivery. ``reporter`` limits the systems to those an organisation sponsors or operates; None: all of them."""

    today: date
    default_collector: str
    reporter: Organisation | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)
    wrong_rows: int = 0
    total_errors: int = 0
    repeated: Counter[str] = field(default_factory=Counter)
    blocks: list[Typed] = field(default_factory=list)
    _memories: dict[str, Memory] = field(default_factory=dict)
    _seen: dict[int, int] = field(default_factory=dict)
    _collectors: dict[str, int] = field(default_factory=dict)
    _dropped: dict[int, list[bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._memories = {
            "system": Memory(self._unknown_system),
            "day": Memory(partial(values.day, today=self.today)),
            "collector": Memory(partial(values.collector, default=self.default_collector)),
            "period_days": Memory(values.period),
            **{name: Memory(reader) for name, reader in _READERS.items()},
            "coverage": Memory(values.share),
        }

    def read(self, block: Block) -> None:
        """Type one block and keep its good rows in :attr:`blocks`; a query or two for the systems not met before."""
        self._note_flaws(block.flaws)
        if not block.numbers:
            return
        size = len(block.numbers)
        nothing: list[Any] = [None] * size
        self._resolve(block.columns.get("system", nothing))
        read = {
            name: memory.column(block.columns.get(name, nothing))
            for name, memory in self._memories.items()
            if name not in MEASURES or name in block.columns
        }
        wrong = self._wrong_cells(block, read)
        wrong.update(self._contradictions(block, read, wrong))
        typed = Typed(
            read["day"],
            read["system"],
            read["collector"],
            read["period_days"],
            {name: read[name] for name in MEASURES if name in read},
            read["coverage"],
        )
        numbers = block.numbers
        if wrong:
            wanted = [at not in wrong for at in range(size)]
            typed.keep(wanted)
            numbers = list(compress(numbers, wanted))
            self.wrong_rows += len(wrong)
        self._keep_once(typed, numbers)

    def _note_flaws(self, flaws: Sequence[CellError]) -> None:
        self.wrong_rows += len({flaw.row for flaw in flaws})
        self.total_errors += len(flaws)
        self.errors.extend(flaws[: max(KEPT_ERRORS - len(self.errors), 0)])

    def _report(self, row: int, column: str, wrong: Wrong) -> None:
        """Note one error; after the first thousand only the number is kept."""
        self.total_errors += 1
        if len(self.errors) < KEPT_ERRORS:
            self.errors.append(CellError(row, self.headers.get(column, column), wrong.code, wrong.message))

    def _resolve(self, raw: Sequence[Any]) -> None:
        memory = self._memories["system"]
        codes = [code for code in {each for each in raw if type(each) is str} if code not in memory]
        for start in range(0, len(codes), _AT_ONCE):
            some = {code.strip(): code for code in codes[start : start + _AT_ONCE]}
            memory.update((some[code], pk) for code, pk in self._systems(code__in=some).values_list("code", "pk"))
            if rest := {" ".join(code.split()): raw for code, raw in some.items() if raw not in memory}:
                self._resolve_names(rest)

    def _resolve_names(self, raw_of: Mapping[str, Any]) -> None:
        """Systems by their names, where each has one of its own; ``raw_of``: how the delivery writes them."""
        memory = self._memories["system"]
        named: dict[str, list[int]] = defaultdict(list)
        for name, pk in self._systems(name__in=raw_of).values_list("name", "pk"):
            named[name].append(pk)
        for name, found in named.items():
            if len(found) == 1:
                memory[raw_of[name]] = found[0]
                continue
            message = _("%(systems)d systems are called “%(name)s”. Write the code.")
            told = {"systems": len(found), "name": values.shown(name)}
            memory[raw_of[name]], memory.wrong = Wrong("ambiguous-system", message % told), True

    def _systems(self, **which: Any) -> QuerySet[System]:
        """Those of them that the reporter may tell of."""
        known = System.objects.filter(**which)
        return known.filter(Q(sponsor=self.reporter) | Q(operator=self.reporter)) if self.reporter else known

    def _unknown_system(self, raw: Any) -> Wrong:
        if raw is None or str(raw).strip() == "":
            return Wrong("missing", _("The system's code is missing."))
        if self.reporter:
            message = _("Your organisation neither sponsors nor operates a system with the code or name “%(code)s”.")
            return Wrong("not-yours", message % {"code": values.shown(raw)})
        return Wrong("unknown-system", _("No system has the code or name “%(code)s”.") % {"code": values.shown(raw)})

    def _wrong_cells(self, block: Block, read: Mapping[str, list[Any]]) -> dict[int, bool]:
        wrong: dict[int, bool] = {}
        suspects = [name for name in read if self._memories[name].wrong]
        for at in range(len(block.numbers)) if suspects else ():
            for name in suspects:
                if isinstance(value := read[name][at], Wrong):
                    self._report(block.numbers[at], name, value)
                    wrong[at] = True
        return wrong

    def _contradictions(
        self, block: Block, read: Mapping[str, list[Any]], wrong: Mapping[int, bool]
    ) -> dict[int, bool]:
        found: dict[int, bool] = {}
        for part, whole in WITHIN.items():
            if part not in read or whole not in read:
                continue
            for at, (all_of_them, some) in enumerate(zip(read[whole], read[part], strict=True)):
                if some and at not in wrong and (reason := values.contradiction(all_of_them, some)):
                    self._report(block.numbers[at], part, reason)
                    found[at] = True
        return found

    def _keep_once(self, typed: Typed, numbers: Sequence[int]) -> None:
        """Keep the block; a row whose key was met before is dropped if it says the same, and wrong if it says something else."""
        base = len(self.blocks) << _WITHIN
        self.blocks.append(typed)
        keys = self._keys(typed)
        if len(set(keys)) == len(keys) and self._seen.keys().isdisjoint(keys):
            self._seen.update(zip(keys, range(base, base + len(keys)), strict=True))
            return
        wanted = []
        for at, key in enumerate(keys):
            earlier = self._seen.setdefault(key, base + at)
            wanted.append(earlier == base + at)
            if earlier == base + at:
                continue
            if self.blocks[earlier >> _WITHIN].row(earlier & ((1 << _WITHIN) - 1)) == typed.row(at):
                self.repeated[typed.collectors[at]] += 1
            else:
                self._report(numbers[at], "", Wrong("twice", _("This period was given before, with other numbers.")))
                self.wrong_rows += 1
        self._dropped[len(self.blocks) - 1] = wanted

    def _keys(self, typed: Typed) -> list[int]:
        """Each row's (collector, day, period, system) packed into one whole number."""
        for code in set(typed.collectors) - self._collectors.keys():
            self._collectors[code] = len(self._collectors)
        days = {each: each.toordinal() << 9 for each in set(typed.days)}
        places = {code: place << 32 for code, place in self._collectors.items()}
        return [
            ((places[code] + days[on] + length) << 40) + system
            for code, on, length, system in zip(typed.collectors, typed.days, typed.periods, typed.systems, strict=True)
        ]

    def finish(self) -> list[Typed]:
        """The good rows of all blocks, each key once."""
        for place, wanted in self._dropped.items():
            self.blocks[place].keep(wanted)
        self._dropped.clear()
        return [block for block in self.blocks if len(block)]
