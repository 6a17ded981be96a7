"""What an accepted command brings about: data that :func:`evolve` applies to a snapshot and ``services`` to the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lifecycle.cases.enums import State
from lifecycle.cases.rules.differences import difference
from lifecycle.cases.rules.facts import ClearanceFact, ProposalFact, ReviewFact, Snapshot, TaskFact


@dataclass(frozen=True)
class Effect:
    """One change."""

    def apply(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot after it."""
        raise NotImplementedError


@dataclass(frozen=True)
class Moved(Effect):
    to: State
    outcome: str = ""

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, state=self.to, outcome=self.outcome)


@dataclass(frozen=True)
class StageMoved(Effect):
    """The system itself moves."""

    to: str

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, stage=self.to)


@dataclass(frozen=True)
class RoundBegun(Effect):
    """Everything of the former round stays, and counts no more."""

    items: tuple[str, ...]

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(
            snapshot,
            round=snapshot.round + 1,
            return_items=self.items,
            tasks={},
            declarations={},
            reviews={},
            previous=snapshot.reviews,
        )


@dataclass(frozen=True)
class DutyTaken(Effect):
    person: int
    duty: str

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, duties={**snapshot.duties, self.person: self.duty})


@dataclass(frozen=True)
class TaskSet(Effect):
    """The task is now so: made where there was none."""

    task: TaskFact

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, tasks={**snapshot.tasks, self.task.key: self.task})


@dataclass(frozen=True)
class Submitted(Effect):
    content: Mapping[str, Any]
    answers: tuple[tuple[str, str], ...]
    by: int

    def apply(self, snapshot: Snapshot) -> Snapshot:
        changed = difference(snapshot.content, self.content) if snapshot.round > 1 else {}
        return replace(snapshot, return_items=(), content=self.content, difference=changed, author=self.by)


@dataclass(frozen=True)
class Declared(Effect):
    step: str
    person: int
    answer: str
    statement: str

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, declarations={**snapshot.declarations, (self.step, self.person): self.answer})


@dataclass(frozen=True)
class ReviewFiled(Effect):
    """In place of the step's current review, where there is one."""

    review: ReviewFact
    scores: Mapping[str, int]
    reasons: Mapping[str, str]

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, reviews={**snapshot.reviews, self.review.step: self.review})


@dataclass(frozen=True)
class Proposed(Effect):
    """Waits for a second signature now; ``None``: nothing does."""

    proposal: ProposalFact | None

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, proposal=self.proposal)


@dataclass(frozen=True)
class Decided(Effect):
    """In force. ``is_override``: against the opinions of ``against``, or a rule; then ``countersigned_by`` is a second person."""

    outcome: str
    reason: str
    by: int
    details: Mapping[str, Any] = field(default_factory=dict)
    against: tuple[str, ...] = ()
    is_override: bool = False
    countersigned_by: int | None = None
    countersign_reason: str = ""

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, decision=self.outcome, proposal=None)


@dataclass(frozen=True)
class Promised(Effect):
    """The commitments of the submission hold from now on."""

    entries: tuple[Mapping[str, Any], ...]

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return snapshot


@dataclass(frozen=True)
class NoticeBegun(Effect):
    ends_on: date

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, notice_ends_on=self.ends_on)


@dataclass(frozen=True)
class ObservationBegun(Effect):
    ends_on: date

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, observation_ends_on=self.ends_on)


@dataclass(frozen=True)
class GradeSet(Effect):
    """From the day ``on`` the system is switched off so far; ``""``: not at all."""

    grade: str
    on: date

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, grade=self.grade, grade_on=self.on)


@dataclass(frozen=True)
class Tested(Effect):
    """What an acceptance showed. ``findings``: {acceptance test: (passed, remark)}."""

    findings: Mapping[str, tuple[bool, str]]

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return snapshot


@dataclass(frozen=True)
class Extended(Effect):
    """The open task gets ``days`` working days more."""

    step: str
    target: str
    days: int

    def apply(self, snapshot: Snapshot) -> Snapshot:
        task = snapshot.tasks[self.step, self.target]
        longer = replace(task, extended=task.extended + self.days)
        return replace(snapshot, tasks={**snapshot.tasks, task.key: longer})


@dataclass(frozen=True)
class Reminded(Effect):
    step: str
    target: str
    on: date

    def apply(self, snapshot: Snapshot) -> Snapshot:
        task = replace(snapshot.tasks[self.step, self.target], reminded_on=self.on)
        return replace(snapshot, tasks={**snapshot.tasks, task.key: task})


@dataclass(frozen=True)
class FollowUp(Effect):
    """A case of ``process`` about the same system is opened at once, by the same authors. ``grounds``: what speaks for it."""

    process: str
    grounds: Mapping[str, Any]

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, open_processes=snapshot.open_processes | {self.process})


@dataclass(frozen=True)
class ClearanceSet(Effect):
    """The clearance is now so. ``statement`` comes with an attestation, ``basis`` with a verification."""

    clearance: ClearanceFact
    statement: str = ""
    basis: tuple[Mapping[str, str | int], ...] = field(default_factory=tuple)

    def apply(self, snapshot: Snapshot) -> Snapshot:
        return replace(snapshot, clearances={**snapshot.clearances, self.clearance.kind: self.clearance})


def evolve(snapshot: Snapshot, effects: Iterable[Any]) -> Snapshot:
    """The case one version later."""
    for effect in effects:
        snapshot = effect.apply(snapshot)
    return replace(snapshot, version=snapshot.version + 1)
