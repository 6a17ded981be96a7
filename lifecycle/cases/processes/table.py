"""The shape of a process table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from lifecycle.cases.commands import Command
from lifecycle.cases.enums import DutyKind, Opinion, State, Tie
from registry.organisations.enums import OrganisationKind, Role


class Seat(StrEnum):
    """In which organisation the role of a row must be held."""

    OPENER = "opener"  # the organisation that opened the case
    LEAD = "lead"  # the data bureau that leads it
    STEP = "step"  # the organisation the step was given to
    OPERATOR = "operator"  # the system's operator, or its sponsor where it has none
    INVOLVED = "involved"  # any of these, and the sponsor


class When(StrEnum):
    """Which of several rows with the same command and source applies."""

    ALWAYS = "always"
    REVIEWS_MISSING = "reviews missing"
    ALL_REVIEWED = "all reviews filed"
    CLEARANCES_MISSING = "clearances missing"
    ALL_CLEARED = "all clearances verified"
    OBJECTED = "against an objection"
    RETIRE = "retire"
    KEEP = "keep"
    RESCIND = "rescind"


@dataclass(frozen=True)
class Field:
    """One field of a submission."""

    code: str
    label: Any
    help: Any = ""
    required: bool = True


@dataclass(frozen=True)
class Step:
    """One piece of work in a case: it becomes a task, with a due date in working days.

    ``order`` ranks the steps of the state ``review``: those with the same number run in parallel. ``sees_prior`` names the
    steps whose reviews its reviewer may read before filing. ``independent_of``: ties that keep an organisation away.
    """

    code: str
    label: Any
    state: State
    role: Role
    duty: DutyKind
    days: int
    order: int = 0
    organisation_kinds: frozenset[OrganisationKind] = frozenset()
    independent_of: frozenset[Tie] = frozenset()
    sees_prior: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Who:
    """A holder of one of ``roles`` in ``seat``, whose duty in the case is, or becomes, ``duty``.

    In the seat ``STEP`` no roles and no duty mean the step's own. ``assignee``: only whom the step was given to.
    ``duty=None`` elsewhere: none is needed and none is taken.
    """

    label: Any
    roles: tuple[Role, ...] = ()
    seat: Seat = Seat.LEAD
    duty: DutyKind | None = None
    assignee: bool = False


@dataclass(frozen=True)
class Row:
    """``command`` moves a case from ``source`` to ``target`` when ``who`` gives it and ``when`` holds.

    Rows alike but for ``who`` are alternatives.
    """

    command: type[Command]
    source: State
    target: State
    who: Who
    when: When = When.ALWAYS

    @property
    def name(self) -> str:
        """Unique in the table, e.g. ``decide: decision → clearance (retire)``."""
        return f"{self.command.name}: {self.source} → {self.target}" + (
            "" if self.when is When.ALWAYS else f" ({self.when})"
        )


@dataclass(frozen=True)
class Process:
    """One versioned table. ``against``: {choice: opinion it would go against}."""

    code: str
    version: int
    label: Any
    prefix: str
    openers: tuple[Role, ...]
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]
    rows: tuple[Row, ...]
    against: Mapping[str, Opinion] = field(default_factory=dict)

    @cached_property
    def commands(self) -> tuple[type[Command], ...]:
        """Every command of the table, in its order."""
        return tuple(dict.fromkeys(row.command for row in self.rows))

    @cached_property
    def reviews(self) -> tuple[Step, ...]:
        """The review steps, in their order."""
        return tuple(sorted((step for step in self.steps if step.state == State.REVIEW), key=lambda step: step.order))

    def step(self, code: str) -> Step | None:
        return next((step for step in self.steps if step.code == code), None)

    def rows_for(self, command: type[Command], source: str) -> list[Row]:
        return [row for row in self.rows if row.command is command and row.source == source]

    def open_reviews(self, filed: Iterable[str]) -> list[Step]:
        """The review steps whose turn it is: the lowest number that is not wholly filed."""
        missing = [step for step in self.reviews if step.code not in set(filed)]
        return [step for step in missing if step.order == missing[0].order]
