"""Decide, countersign, decline, rescind."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from lifecycle.cases.commands import Countersign, Decide, Decline, Rescind
from lifecycle.cases.enums import ClearanceKind, DecisionOutcome, Outcome, State, TaskState
from lifecycle.cases.processes.table import Process, When
from lifecycle.cases.rules.effects import (
    ClearanceSet,
    Decided,
    Effect,
    Moved,
    NoticeBegun,
    Proposed,
    StageMoved,
    TaskSet,
)
from lifecycle.cases.rules.facts import ClearanceFact, ProposalFact, Snapshot, TaskFact
from lifecycle.cases.rules.opening import cancelled, done
from lifecycle.cases.rules.standing import Request, reason_missing
from registry.refusals import Obstacle
from registry.systems.enums import Stage

_WHEN = {DecisionOutcome.RETIRE: When.RETIRE, DecisionOutcome.KEEP: When.KEEP}


def goes_against(process: Process, snapshot: Snapshot, outcome: str) -> tuple[str, ...]:
    """The steps whose opinion an outcome would override, in their order."""
    opposed = process.against.get(outcome)
    reviews = (snapshot.reviews.get(step.code) for step in process.reviews)
    return tuple(review.step for review in reviews if review and review.opinion == opposed)


def when_decided(request: Request, command: Decide) -> When | None:
    """None: the outcome is none of the process's."""
    if command.outcome not in request.process.against:
        return None
    if goes_against(request.process, request.snapshot, command.outcome):
        return When.OBJECTED
    return _WHEN[DecisionOutcome(command.outcome)]


def obstacles_to_decide(request: Request, command: Decide) -> list[Obstacle]:
    found: list[Obstacle] = []
    if request.process.open_reviews(request.snapshot.reviews):
        found.append(Obstacle("reviews-missing", _("Every review has to be filed before the decision.")))
    if command.outcome not in request.process.against:
        found.append(Obstacle("outcome-missing", _("Choose what is decided."), "outcome", "content"))
    return found + reason_missing(command.reason)


def effects_of_decide(request: Request, command: Decide) -> Iterator[Effect]:
    by = request.actor.person
    if when_decided(request, command) is When.OBJECTED:
        yield Proposed(ProposalFact(command.outcome, command.reason, by))
    else:
        yield from _settled(request, Decided(command.outcome, command.reason, by))


def when_countersigned(request: Request, command: Countersign) -> When | None:
    """None: nothing was proposed."""
    proposal = request.snapshot.proposal
    if proposal is None:
        return None
    return _WHEN[DecisionOutcome(proposal.outcome)] if proposal.outcome else When.RESCIND


def obstacles_to_countersign(request: Request, command: Countersign) -> list[Obstacle]:
    found = obstacles_to_decline(request, Decline(command.reason))
    proposal = request.snapshot.proposal
    if proposal and proposal.by == request.actor.person:
        message = _("You proposed it; the second signature has to be another decision maker’s.")
        found.append(Obstacle("same-person", message, kind="who"))
    return found


def effects_of_countersign(request: Request, command: Countersign) -> Iterator[Effect]:
    snapshot, proposal = request.snapshot, request.snapshot.proposal
    if proposal is None:
        return
    if proposal.outcome:
        against = goes_against(request.process, snapshot, proposal.outcome)
        signed = (against, request.actor.person, command.reason)
        yield from _settled(request, Decided(proposal.outcome, proposal.reason, proposal.by, *signed))
        return
    yield Proposed(None)
    yield from cancelled(snapshot)
    yield StageMoved(Stage.LIVE)
    yield Moved(State.CLOSED, Outcome.RESCINDED)


def obstacles_to_decline(request: Request, command: Decline) -> list[Obstacle]:
    found: list[Obstacle] = []
    if request.snapshot.proposal is None:
        found.append(Obstacle("nothing-proposed", _("Nothing waits for a second signature.")))
    return found + reason_missing(command.reason)


def effects_of_decline(request: Request, command: Decline) -> Iterator[Effect]:
    yield Proposed(None)


def obstacles_to_rescind(request: Request, command: Rescind) -> list[Obstacle]:
    found: list[Obstacle] = []
    if request.snapshot.proposal:
        message = _("This has been proposed already and waits for a second signature.")
        found.append(Obstacle("already-proposed", message))
    return found + reason_missing(command.reason)


def effects_of_rescind(request: Request, command: Rescind) -> Iterator[Effect]:
    yield Proposed(ProposalFact("", command.reason, request.actor.person))


def _settled(request: Request, decision: Decided) -> Iterator[Effect]:
    """What a decision in force brings about; the notice period runs from it."""
    snapshot = request.snapshot
    yield decision
    yield from done(snapshot, "decision")
    if decision.outcome == DecisionOutcome.KEEP:
        yield Moved(State.CLOSED, Outcome.KEPT)
        return
    yield NoticeBegun(snapshot.today + timedelta(days=snapshot.notice_days))
    operator = min(snapshot.operators)
    for kind in ClearanceKind.values:
        yield ClearanceSet(ClearanceFact(kind))
        yield TaskSet(TaskFact("attest", TaskState.OPEN, operator, target=kind))
        yield TaskSet(TaskFact("verify", TaskState.WAITING, snapshot.lead, target=kind))
    yield TaskSet(TaskFact("shutdown", TaskState.WAITING, snapshot.lead))
    yield StageMoved(Stage.RETIRING)
    yield Moved(State.CLEARANCE)
