"""What ``decide()`` judges on: plain facts, gathered by ``selectors.snapshot_of()``. People and organisations are ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lifecycle.cases.enums import ClearanceState, State, TaskState, Tie
from lifecycle.commitments.rules import Library
from lifecycle.red_lines.rules import Match, RedLine


@dataclass(frozen=True)
class Standing:
    """A role somebody holds in an organisation on the day, and what that organisation has to do with the system.

    ``delegated_by``: whose role it is, where it is held by delegation.
    """

    role: str
    organisation: int
    code: str
    name: str
    since: date
    ties: frozenset[Tie] = frozenset()
    delegated_by: "Actor | None" = None

    def as_json(self) -> dict[str, str]:
        """For rows and events: true for ever, whoever leaves."""
        told = {"role": self.role, "organisation": self.code, "name": self.name, "since": self.since.isoformat()}
        giver = self.delegated_by
        return {**told, "delegated_by": giver.account, "delegated_by_name": giver.name} if giver else told


@dataclass(frozen=True)
class InterestFact:
    """What somebody has declared to have to do with an organisation, and what that one has to do with the system."""

    name: str
    ties: frozenset[Tie]


@dataclass(frozen=True)
class Actor:
    """Whoever acts, or is named by a command, with every role active that day, delegated ones last, and declared interests."""

    person: int
    account: str
    standings: tuple[Standing, ...] = ()
    interests: tuple[InterestFact, ...] = ()
    name: str = ""


MACHINE = Actor(0, "", (Standing("", 0, "", "", date.min),))
"""The program itself: it holds no role, and only a row for the seat *machine* knows it."""


@dataclass(frozen=True)
class OrganisationFact:
    """An organisation a command names. ``roles``: those somebody holds there that day."""

    organisation: int
    code: str
    name: str
    kind: str
    ties: frozenset[Tie] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TaskFact:
    """A task of the current round. ``due_on``: where it follows from the case; else from the step, when the task opens.

    ``extended``: working days given on top, so far; ``reminded_on``: the last day on which somebody was reminded of it.
    """

    step: str
    state: TaskState
    organisation: int
    assignee: int | None = None
    target: str = ""
    due_on: date | None = None
    extended: int = 0
    reminded_on: date | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.step, self.target


@dataclass(frozen=True)
class ReviewFact:
    """The review that counts for a step of a round; scores and reasons only where they may be carried forward."""

    step: str
    by: int
    opinion: str
    scores: Mapping[str, int] = field(default_factory=dict, compare=False)
    reasons: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class ClearanceFact:
    """One clearance."""

    kind: str
    state: ClearanceState = ClearanceState.OPEN
    attested_by: int | None = None
    verified_by: int | None = None


@dataclass(frozen=True)
class ProposalFact:
    """What waits for a second signature; ``outcome`` is empty when a decision is to be taken back.

    ``delegated_by``: for whom ``by`` proposed it, if for somebody.
    """

    outcome: str
    reason: str
    by: int
    details: Mapping[str, Any] = field(default_factory=dict, compare=False)
    delegated_by: int | None = None


@dataclass(frozen=True)
class SystemFact:
    """A system of the register that a command names."""

    code: str
    name: str
    stage: str


@dataclass(frozen=True)
class QuestionFact:
    """A criterion of the rubric in force; see ``rubrics.rules.Question``."""

    code: str
    question: str
    weight: Decimal
    maximum: int
    required: bool
    reasons_for: Sequence[int]


@dataclass(frozen=True)
class ApplicationFacts:
    """What an application for admission is judged by: the library of indicators, the red lines that bind its kind and the
    places of its text that speak of them, and the systems it resembles ({code: name})."""

    library: Library = field(default_factory=dict)
    red_lines: tuple[RedLine, ...] = ()
    matches: tuple[Match, ...] = ()
    similar: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Periods:
    """The installation's own periods (本单位设定), in days."""

    notice: int = 0
    observation: int = 0
    brownout: int = 0


@dataclass(frozen=True)
class Snapshot:
    """A case at one moment: everything the rules may look at, the time included.

    ``system`` is its code. ``tasks``, ``declarations`` ({(step, person): answer}) and ``reviews`` are those of the current
    round, ``previous`` the reviews of the round before; ``content`` is the newest submission's, ``difference`` what it changed
    ({field: (before, after)}). ``is_suspended``: the system is, by another case. ``open_processes``: of which the system has
    an open case. ``is_refused_by_default``: its kind is not built at its sponsor's level. ``people``, ``organisations`` and
    ``systems`` hold what the command names, by account and code.
    """

    state: State
    round: int
    version: int
    stage: str
    now: datetime
    today: date
    periods: Periods
    opener: int
    lead: int
    sponsor: int
    author: int
    operators: frozenset[int]
    involved: frozenset[int]
    system: str = ""
    is_reachable: bool = False
    is_suspended: bool = False
    is_refused_by_default: bool = False
    open_processes: frozenset[str] = frozenset()
    outcome: str = ""
    notice_ends_on: date | None = None
    observation_ends_on: date | None = None
    grade: str = ""
    grade_on: date | None = None
    return_items: tuple[str, ...] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    difference: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    duties: Mapping[int, str] = field(default_factory=dict)
    tasks: Mapping[tuple[str, str], TaskFact] = field(default_factory=dict)
    declarations: Mapping[tuple[str, int], str] = field(default_factory=dict)
    reviews: Mapping[str, ReviewFact] = field(default_factory=dict)
    previous: Mapping[str, ReviewFact] = field(default_factory=dict)
    clearances: Mapping[str, ClearanceFact] = field(default_factory=dict)
    proposal: ProposalFact | None = None
    decision: str = ""
    questions: Mapping[str, Sequence[QuestionFact]] = field(default_factory=dict)
    people: Mapping[str, Actor] = field(default_factory=dict)
    organisations: Mapping[str, OrganisationFact] = field(default_factory=dict)
    systems: Mapping[str, SystemFact] = field(default_factory=dict)
    application: ApplicationFacts = ApplicationFacts()

    def task(self, step: str, target: str = "") -> TaskFact | None:
        return self.tasks.get((step, target))

    def as_json(self) -> dict[str, Any]:
        """What an event keeps, so that replaying the events gives the case again (S3)."""
        return {
            "state": self.state.value,
            "outcome": self.outcome,
            "round": self.round,
            "stage": self.stage,
            "decision": self.decision,
            "grade": self.grade,
            "clearances": {kind: fact.state.value for kind, fact in self.clearances.items()},
        }
