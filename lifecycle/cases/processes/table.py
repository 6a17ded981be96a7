"""The shape of a process table."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from lifecycle.cases.commands import Command
from lifecycle.cases.enums import DutyKind, FieldKind, Opinion, Outcome, State, Tie
from registry.organisations.enums import OrganisationKind, Role
from registry.systems.enums import Stage, SystemKind


class Seat(StrEnum):
    """In which organisation the role of a row must be held, or a step's work is done."""

    OPENER = "opener"  # the organisation that opened the case
    LEAD = "lead"  # the data bureau that leads it
    SPONSOR = "sponsor"  # the system's sponsor
    STEP = "step"  # the organisation the step was given to
    OPERATOR = "operator"  # the system's operator, or its sponsor where it has none
    INVOLVED = "involved"  # any of these
    MACHINE = "machine"  # none: the program itself


class When(StrEnum):
    """Which of several rows with the same command and source applies. Those of a decision are the codes of the choices."""

    ALWAYS = "always"
    REVIEWS_MISSING = "reviews missing"
    ALL_REVIEWED = "all reviews filed"
    CLEARANCES_MISSING = "clearances missing"
    ALL_CLEARED = "all clearances verified"
    PASSED = "every test passed"
    FAILED = "a test not passed"
    TWO_NEEDED = "a second signature is needed"
    ADMIT = "admit"
    ADMIT_IN_USE = "admit, in use already"
    REFUSE = "refuse"
    REFUSE_IN_USE = "refuse, in use already"
    KEEP = "keep"
    RECTIFY = "rectify"
    MERGE = "merge"
    RETIRE = "retire"
    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    CONFIRM = "confirm"
    RESCIND = "rescind"


@dataclass(frozen=True)
class Field:
    """One field of a submission or of a decision's details; ``kind`` says which shape its value has.

    ``options``: what may be chosen; ``columns``: of a table, which then has ``rows`` of them (0: any number, at least one).
    ``dimensions``: the review steps the field concerns, none: all of them; an opinion is carried forward while no field that
    concerns it has changed. ``ahead``: a date that has to lie in the future.
    """

    code: str
    label: Any
    help: Any = ""
    required: bool = True
    kind: FieldKind = FieldKind.LONG_TEXT
    options: tuple[tuple[str, Any], ...] = ()
    columns: tuple["Field", ...] = ()
    rows: int = 0
    dimensions: frozenset[str] = frozenset()
    ahead: bool = False


@dataclass(frozen=True)
class Choice:
    """What may be decided. ``opposes``: the opinion it goes against; None: see :meth:`Process.opposed`.

    ``details``: what has to be said with it; ``follow_up``: the process of the case it opens at once.
    """

    code: str
    label: Any
    opposes: Opinion | None = None
    details: tuple[Field, ...] = ()
    follow_up: str = ""


@dataclass(frozen=True)
class Step:
    """One piece of work in a case: it becomes a task, with a due date in working days.

    ``order`` ranks the steps of the state ``review``: those with the same number run in parallel. ``sees_prior`` names the
    steps whose reviews its reviewer may read before filing. ``independent_of``: ties that keep an organisation away.
    ``seat``: whose work it is; ``also``: other roles that may do it.
    """

    code: str
    label: Any
    state: State
    role: Role
    duty: DutyKind
    days: int
    seat: Seat = Seat.LEAD
    also: tuple[Role, ...] = ()
    order: int = 0
    organisation_kinds: frozenset[OrganisationKind] = frozenset()
    independent_of: frozenset[Tie] = frozenset()
    sees_prior: frozenset[str] = frozenset()

    @property
    def roles(self) -> tuple[Role, ...]:
        """Every role that may do it."""
        return (self.role, *self.also)


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

    Rows alike but for ``who`` are alternatives. ``outcome``: how a case ends that the row closes; ``stage``: where the system
    moves.
    """

    command: type[Command]
    source: State
    target: State
    who: Who
    when: When = When.ALWAYS
    outcome: Outcome | None = None
    stage: Stage | None = None

    @property
    def name(self) -> str:
        """Unique in the table, e.g. ``decide: decision → clearance (retire)``."""
        return f"{self.command.name}: {self.source} → {self.target}" + (
            "" if self.when is When.ALWAYS else f" ({self.when})"
        )


@dataclass(frozen=True)
class Process:
    """One versioned table.

    ``address``: its cases in the API; ``asked``: what reviewers agree to or not. ``openers``: who opens a case (their seat is
    *lead* or *sponsor*), about a system in one of ``stages`` and of one of ``kinds`` (none: any). ``proposes``: the field of
    the submission that names the choice reviewers give their opinion on, where the process itself does not. ``states``: what a
    state is called here, where its own name would mislead.
    """

    code: str
    version: int
    label: Any
    address: str
    prefix: str
    asked: Any
    openers: tuple[Who, ...]
    stages: frozenset[Stage]
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]
    rows: tuple[Row, ...]
    choices: tuple[Choice, ...] = ()
    kinds: frozenset[SystemKind] = frozenset()
    proposes: str = ""
    states: tuple[tuple[State, Any], ...] = ()

    @cached_property
    def commands(self) -> tuple[type[Command], ...]:
        """Every command of the table, in its order."""
        return tuple(dict.fromkeys(row.command for row in self.rows))

    @cached_property
    def reviews(self) -> tuple[Step, ...]:
        """The review steps, in their order."""
        return tuple(sorted((step for step in self.steps if step.state == State.REVIEW), key=lambda step: step.order))

    @cached_property
    def first(self) -> Step:
        """The step a case begins with."""
        return next(step for step in self.steps if step.state == State.DRAFT)

    def state_label(self, state: str) -> Any:
        """What a state is called in this process."""
        return dict(self.states).get(State(state), State(state).label)

    def step(self, code: str) -> Step | None:
        return self._steps.get(code)

    def choice(self, code: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.code == code), None)

    def opposed(self, outcome: str, proposed: str) -> Opinion | None:
        """The opinion an outcome goes against; where the opinions are about a proposal, whoever agreed to it wanted nothing else."""
        if self.proposes:
            return Opinion.OBJECT if outcome == proposed else Opinion.SUPPORT
        choice = self.choice(outcome)
        return choice.opposes if choice else None

    def rows_for(self, command: type[Command], source: str) -> list[Row]:
        return self._rows.get((command, source), [])

    def open_reviews(self, filed: Iterable[str]) -> list[Step]:
        """The review steps whose turn it is: the lowest number that is not wholly filed."""
        done = set(filed)
        missing = [step for step in self.reviews if step.code not in done]
        return [step for step in missing if step.order == missing[0].order]

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {step.code: step for step in self.steps}

    @cached_property
    def _rows(self) -> dict[tuple[type[Command], str], list[Row]]:
        rows: dict[tuple[type[Command], str], list[Row]] = {}
        for row in self.rows:
            rows.setdefault((row.command, row.source), []).append(row)
        return rows
