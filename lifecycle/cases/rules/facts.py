"""What ``decide()`` judges on: plain facts, gathered by ``selectors.snapshot_of()``. People and organisations are ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lifecycle.cases.enums import ClearanceState, State, TaskState, Tie


@dataclass(frozen=True)
class Standing:
    """A role somebody holds in an organisation on the day, and what that organisation has to do with the system."""

    role: str
    organisation: int
    code: str
    name: str
    since: date
    ties: frozenset[Tie] = frozenset()

    def as_json(self) -> dict[str, str]:
        """For rows and events: true for ever, whoever leaves."""
        return {"role": self.role, "organisation": self.code, "name": self.name, "since": self.since.isoformat()}


@dataclass(frozen=True)
class Actor:
    """Whoever acts, or is named by a command, with every role active that day."""

    person: int
    account: str
    standings: tuple[Standing, ...] = ()


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
    """A task of the current round."""

    step: str
    state: TaskState
    organisation: int
    assignee: int | None = None
    target: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.step, self.target


@dataclass(frozen=True)
class ReviewFact:
    """The review that counts for a step of the current round."""

    step: str
    by: int
    opinion: str


@dataclass(frozen=True)
class ClearanceFact:
    """One clearance."""

    kind: str
    state: ClearanceState = ClearanceState.OPEN
    attested_by: int | None = None
    verified_by: int | None = None


@dataclass(frozen=True)
class ProposalFact:
    """What waits for a second signature; ``outcome`` is empty when a decision is to be taken back."""

    outcome: str
    reason: str
    by: int


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
class Snapshot:
    """A case at one moment: everything the rules may look at, the time included.

    ``tasks``, ``declarations`` ({(step, person): answer}) and ``reviews`` are those of the current round. ``people`` and
    ``organisations`` hold what the command names, by account and code.
    """

    state: State
    round: int
    version: int
    stage: str
    now: datetime
    today: date
    notice_days: int
    opener: int
    lead: int
    author: int
    operators: frozenset[int]
    involved: frozenset[int]
    outcome: str = ""
    notice_ends_on: date | None = None
    return_items: tuple[str, ...] = ()
    duties: Mapping[int, str] = field(default_factory=dict)
    tasks: Mapping[tuple[str, str], TaskFact] = field(default_factory=dict)
    declarations: Mapping[tuple[str, int], str] = field(default_factory=dict)
    reviews: Mapping[str, ReviewFact] = field(default_factory=dict)
    clearances: Mapping[str, ClearanceFact] = field(default_factory=dict)
    proposal: ProposalFact | None = None
    decision: str = ""
    questions: Mapping[str, Sequence[QuestionFact]] = field(default_factory=dict)
    people: Mapping[str, Actor] = field(default_factory=dict)
    organisations: Mapping[str, OrganisationFact] = field(default_factory=dict)

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
            "clearances": {kind: fact.state.value for kind, fact in self.clearances.items()},
        }
