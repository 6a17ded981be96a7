"""What somebody may ask of a case: plain facts, no rights. ``rules.decide()`` answers each of them.

Every command has a ``name`` (stable, used in addresses and the process table), the ``verb`` of its event, and a ``target``:
the step or the clearance it is about, where it is about one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class Command:
    """The common shape. ``target`` is a step's or a clearance's code, or ``""``."""

    name: ClassVar[str]
    verb: ClassVar[str]

    @property
    def target(self) -> str:
        return ""


@dataclass(frozen=True)
class StepCommand(Command):
    """A command about one step, e.g. ``necessity``."""

    step: str

    @property
    def target(self) -> str:
        return self.step


@dataclass(frozen=True)
class ClearanceCommand(Command):
    """A command about one clearance, e.g. ``accounts``."""

    kind: str

    @property
    def target(self) -> str:
        return self.kind


@dataclass(frozen=True)
class Submit(Command):
    """Hand in the case. ``content``: {field: value of its kind}; ``answers``: one per item of the last return, in order."""

    content: Mapping[str, Any] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    name: ClassVar[str] = "submit"
    verb: ClassVar[str] = "cases.submitted"


@dataclass(frozen=True)
class Accept(Command):
    """Take the case in (受理). ``organisations``: {review step: code of the organisation that is to review}."""

    organisations: Mapping[str, str] = field(default_factory=dict)
    name: ClassVar[str] = "accept"
    verb: ClassVar[str] = "cases.accepted"


@dataclass(frozen=True)
class Return(Command):
    """Send it back (退回), every missing item at once (一次性告知). Begins a new round."""

    items: tuple[str, ...] = ()
    name: ClassVar[str] = "return"
    verb: ClassVar[str] = "cases.returned"


@dataclass(frozen=True)
class Assign(StepCommand):
    """Give a review nobody holds to a person (account name) of its organisation."""

    person: str = ""
    name: ClassVar[str] = "assign"
    verb: ClassVar[str] = "cases.assigned"


@dataclass(frozen=True)
class Claim(StepCommand):
    """Take a review nobody holds."""

    name: ClassVar[str] = "claim"
    verb: ClassVar[str] = "cases.claimed"


@dataclass(frozen=True)
class Reassign(StepCommand):
    """Give a review somebody holds to another person (account name) of its organisation."""

    person: str = ""
    name: ClassVar[str] = "reassign"
    verb: ClassVar[str] = "cases.reassigned"


@dataclass(frozen=True)
class Declare(StepCommand):
    """State one's own interests: ``answer`` none, conflict or unsure; the ``statement`` explains the last two."""

    answer: str = ""
    statement: str = ""
    name: ClassVar[str] = "declare"
    verb: ClassVar[str] = "cases.declared"


@dataclass(frozen=True)
class FileReview(StepCommand):
    """Hand in a review. ``scores``: {criterion: value}; ``reasons``: {criterion, or ``opinion``: text}."""

    scores: Mapping[str, int] = field(default_factory=dict)
    opinion: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    name: ClassVar[str] = "file_review"
    verb: ClassVar[str] = "cases.review_filed"


@dataclass(frozen=True)
class SupersedeReview(FileReview):
    """Put a corrected review in place of one's own, until a later step has filed."""

    name: ClassVar[str] = "supersede_review"
    verb: ClassVar[str] = "cases.review_superseded"


@dataclass(frozen=True)
class CarryForward(StepCommand):
    """File one's own opinion of the round before again. ``difference_sha256`` stands for the difference that was looked at."""

    difference_sha256: str = ""
    name: ClassVar[str] = "carry_forward"
    verb: ClassVar[str] = "cases.review_carried_forward"


@dataclass(frozen=True)
class Decide(Command):
    """Decide the case: ``outcome`` is one of the process's choices; ``details``: {field of that choice: value of its kind}."""

    outcome: str = ""
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    name: ClassVar[str] = "decide"
    verb: ClassVar[str] = "cases.decided"


@dataclass(frozen=True)
class Countersign(Command):
    """Put the second signature (复签) to the proposal that waits for it."""

    reason: str = ""
    name: ClassVar[str] = "countersign"
    verb: ClassVar[str] = "cases.countersigned"


@dataclass(frozen=True)
class Decline(Command):
    """Refuse the second signature: the proposal falls, everything else stays."""

    reason: str = ""
    name: ClassVar[str] = "decline"
    verb: ClassVar[str] = "cases.declined"


@dataclass(frozen=True)
class RecordAcceptance(Command):
    """What the tests before launch showed. ``passed``: {acceptance test: whether}; ``remarks``: {acceptance test: text}."""

    passed: Mapping[str, bool] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    name: ClassVar[str] = "record_acceptance"
    verb: ClassVar[str] = "cases.acceptance_recorded"


@dataclass(frozen=True)
class ReportDone(Command):
    """The sponsor's word that the measures of the plan have been taken."""

    statement: str = ""
    name: ClassVar[str] = "report_done"
    verb: ClassVar[str] = "cases.rectification_reported"


@dataclass(frozen=True)
class Attest(ClearanceCommand):
    """The operator's word that nothing is left to clear."""

    statement: str = ""
    name: ClassVar[str] = "attest"
    verb: ClassVar[str] = "cases.attested"


@dataclass(frozen=True)
class Verify(ClearanceCommand):
    """Another person's confirmation. ``basis``: what it rests on, e.g. ``{"probe": 12, "sha256": "…"}``, one per proof."""

    basis: tuple[Mapping[str, str | int], ...] = ()
    name: ClassVar[str] = "verify"
    verb: ClassVar[str] = "cases.verified"


@dataclass(frozen=True)
class Reject(ClearanceCommand):
    """Something is left, or has come back: the clearance is open again."""

    reason: str = ""
    name: ClassVar[str] = "reject"
    verb: ClassVar[str] = "cases.rejected"


@dataclass(frozen=True)
class AdvanceShutdown(Command):
    """Switch the system off one grade further on the day ``on`` (ISO)."""

    grade: str = ""
    on: str = ""
    name: ClassVar[str] = "advance_shutdown"
    verb: ClassVar[str] = "cases.shutdown_advanced"


@dataclass(frozen=True)
class StepBack(Command):
    """Take the last grade of the shutdown back."""

    reason: str = ""
    name: ClassVar[str] = "step_back"
    verb: ClassVar[str] = "cases.shutdown_stepped_back"


@dataclass(frozen=True)
class ConfirmShutdown(Command):
    """The system is off."""

    statement: str = ""
    name: ClassVar[str] = "confirm_shutdown"
    verb: ClassVar[str] = "cases.shutdown_confirmed"


@dataclass(frozen=True)
class Reopen(ClearanceCommand):
    """Something answers again that was verified as gone: the case goes back to clearance. ``basis`` as in :class:`Verify`."""

    reason: str = ""
    basis: tuple[Mapping[str, str | int], ...] = ()
    name: ClassVar[str] = "reopen"
    verb: ClassVar[str] = "cases.reopened"


@dataclass(frozen=True)
class EndObservation(Command):
    """The observation period has passed and nothing came back."""

    statement: str = ""
    name: ClassVar[str] = "end_observation"
    verb: ClassVar[str] = "cases.observation_ended"


@dataclass(frozen=True)
class Suspend(Command):
    """Take the system out of operation in a security emergency."""

    reason: str = ""
    name: ClassVar[str] = "suspend"
    verb: ClassVar[str] = "cases.suspended"


@dataclass(frozen=True)
class Resume(Command):
    """Let a suspended system go into operation again."""

    reason: str = ""
    name: ClassVar[str] = "resume"
    verb: ClassVar[str] = "cases.resumed"


@dataclass(frozen=True)
class Withdraw(Command):
    """End the case before it is decided."""

    reason: str = ""
    name: ClassVar[str] = "withdraw"
    verb: ClassVar[str] = "cases.withdrawn"


@dataclass(frozen=True)
class Rescind(Command):
    """Propose to take the decision back before the system is shut down; takes effect when countersigned."""

    reason: str = ""
    name: ClassVar[str] = "rescind"
    verb: ClassVar[str] = "cases.rescission_proposed"


@dataclass(frozen=True)
class Note(Command):
    """Leave a remark in the ledger; nothing else changes."""

    text: str = ""
    name: ClassVar[str] = "note"
    verb: ClassVar[str] = "cases.noted"


@dataclass(frozen=True)
class Extend(StepCommand):
    """Give the open work of a step ``days`` working days more."""

    days: int = 0
    reason: str = ""
    name: ClassVar[str] = "extend"
    verb: ClassVar[str] = "cases.extended"


@dataclass(frozen=True)
class Remind(StepCommand):
    """Remind whoever has the open work of a step; nothing else changes."""

    name: ClassVar[str] = "remind"
    verb: ClassVar[str] = "cases.reminded"
