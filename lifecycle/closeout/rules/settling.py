"""What stands against listing a matter and against settling it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lifecycle.cases.enums import State
from lifecycle.closeout.enums import WAYS, MatterKind, MatterSource, Way
from lifecycle.closeout.receipts import NO_RECEIPT, Receipt
from registry.refusals import Obstacle
from registry.systems.enums import Stage

SETTLING = frozenset({State.CLEARANCE, State.SHUTDOWN, State.OBSERVATION})
"""From the decision until the case is closed."""
REASON_LENGTH = 10
RUNNING = frozenset({Stage.LIVE, Stage.BUILDING})
_TAKES_RECEIVER = frozenset({Way.ARCHIVED, Way.HANDED_OVER, Way.TRANSFERRED})
_TAKES_RECEIPT = frozenset({Way.ARCHIVED, Way.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter as the rules need it. ``way``: how it was settled last, or ``""``; ``destroyed_by``: who says so, unwitnessed."""

    kind: str
    label: str
    source: str = MatterSource.ENTERED
    way: str = ""
    destroyed_by: int | None = None

    @property
    def is_settled(self) -> bool:
        return bool(self.way)


@dataclass(frozen=True, slots=True)
class SuccessorView:
    """The system something moves to. ``is_the_system``: it is the very one that goes."""

    stage: str
    is_the_system: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says about how a matter was settled."""

    way: str
    statement: str
    receiver: str = ""
    successor: SuccessorView | None = None
    receipt: Receipt = NO_RECEIPT


def obstacles_to_work(case_state: str) -> list[Obstacle]:
    """Against listing and settling at all."""
    if case_state in SETTLING:
        return []
    return [Obstacle("not-in-closeout", _("Matters are settled between the decision and the end of the case."))]


def obstacles_to_list(label: str, *, has_twin: bool) -> list[Obstacle]:
    """Against one more matter. ``has_twin``: the same is on the list."""
    if not label.strip():
        return [Obstacle("label-missing", _("Say what has to be settled."), "label", "content")]
    if has_twin:
        return [Obstacle("already-listed", _("This is already on the list."), "label", "content")]
    return []


def obstacles_to_remove(matter: MatterView) -> list[Obstacle]:
    """Against taking a matter off the list."""
    found: list[Obstacle] = []
    if matter.source == MatterSource.REGISTER:
        found.append(Obstacle("from-the-register", _("The register names this. It is settled, not removed.")))
    if matter.is_settled or matter.destroyed_by:
        found.append(Obstacle("already-settled", _("What was settled stays on the list.")))
    return found


def obstacles_to_settle(matter: MatterView, told: Told) -> list[Obstacle]:
    """Against settling a matter in one act. A later settlement takes the place of an earlier one; destroying takes two people."""
    found: list[Obstacle] = []
    if told.way not in WAYS[MatterKind(matter.kind)]:
        message = _("%(matter)s: choose a way that fits it.") % {"matter": matter.label}
        return [Obstacle("wrong-way", message, "way", "content")]
    if told.way == Way.DESTROYED:
        message = _("One person says that the data was destroyed, another one witnesses it.")
        return [Obstacle("two-people", message, "way", "content")]
    if matter.way == Way.DESTROYED:
        found.append(Obstacle("already-destroyed", _("The data is destroyed; that is final.")))
    if told.way == Way.MOVED:
        found += _obstacles_to_successor(told.successor)
    if told.way in _TAKES_RECEIVER and not told.receiver.strip():
        found.append(Obstacle("receiver-missing", _("Say who received it."), "receiver", "content"))
    if told.way in _TAKES_RECEIPT and not told.receipt.sha256:
        message = _("Bring the receipt: its hash is kept, not the file.")
        found.append(Obstacle("receipt-missing", message, "file", "content"))
    return found + obstacles_to_statement(told.statement)


def obstacles_to_attest_destruction(matter: MatterView, statement: str) -> list[Obstacle]:
    """Against one person's word that data was destroyed."""
    found: list[Obstacle] = []
    if matter.kind != MatterKind.DATA_SET:
        found.append(Obstacle("wrong-way", _("Only data is destroyed."), "way", "content"))
    if matter.way == Way.DESTROYED:
        found.append(Obstacle("already-destroyed", _("The data is destroyed; that is final.")))
    if matter.destroyed_by:
        found.append(Obstacle("awaits-witness", _("This waits for its witness already.")))
    return found + obstacles_to_statement(statement)


def obstacles_to_witness(matter: MatterView, statement: str, *, by: int) -> list[Obstacle]:
    """Against another person's word that they saw it."""
    found: list[Obstacle] = []
    if matter.destroyed_by is None:
        found.append(Obstacle("not-destroyed", _("Nobody has said yet that this data was destroyed.")))
    if matter.destroyed_by == by:
        found.append(Obstacle("same-person", _("Whoever destroyed it cannot be the witness."), kind="who"))
    return found + obstacles_to_statement(statement)


def obstacles_to_statement(statement: str) -> list[Obstacle]:
    """Against what was written, as such."""
    if len(statement.strip()) >= REASON_LENGTH:
        return []
    message = _("Write down what was done and why, in at least %(length)s characters.") % {"length": REASON_LENGTH}
    return [Obstacle("statement-missing", message, "statement", "content")]


def _obstacles_to_successor(successor: SuccessorView | None) -> list[Obstacle]:
    if successor is None:
        return [Obstacle("successor-missing", _("Name the system it moved to."), "successor", "content")]
    if successor.is_the_system:
        message = _("It cannot move to the very system that goes.")
        return [Obstacle("same-system", message, "successor", "content")]
    if successor.stage not in RUNNING:
        message = _("The system it moved to is not in operation.")
        return [Obstacle("successor-not-running", message, "successor", "content")]
    return []
