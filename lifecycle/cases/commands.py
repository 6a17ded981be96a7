"""What somebody may ask of a case: plain facts, no rights. ``rules.decide()`` answers each of them.

Every command has a ``name`` (stable, used in addresses and the process table), the ``verb`` of its event, and a ``target``:
the step or the clearance it is about, where it is about one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


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
    """Hand in the case. ``content``: {field of the process: text}; ``answers``: one per item of the last return, in order."""

    content: Mapping[str, str] = field(default_factory=dict)
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
class Decide(Command):
    """Decide the case: ``outcome`` is one of the process's choices."""

    outcome: str = ""
    reason: str = ""
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
class ConfirmShutdown(Command):
    """The system is off."""

    statement: str = ""
    name: ClassVar[str] = "confirm_shutdown"
    verb: ClassVar[str] = "cases.shutdown_confirmed"


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
