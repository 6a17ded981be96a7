"""Decide, countersign, decline, rescind."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from lifecycle.cases.commands import Countersign, Decide, Decline, Rescind
from lifecycle.cases.enums import ClearanceKind, DecisionOutcome, State, TaskState
from lifecycle.cases.processes import newest
from lifecycle.cases.processes.table import Process, When
from lifecycle.cases.rules.effects import (
    ClearanceSet,
    Decided,
    Effect,
    FollowUp,
    NoticeBegun,
    Promised,
    Proposed,
    TaskSet,
)
from lifecycle.cases.rules.facts import ClearanceFact, ProposalFact, Snapshot, TaskFact
from lifecycle.cases.rules.fields import is_empty, obstacles_to_fields
from lifecycle.cases.rules.standing import Request, reason_missing
from lifecycle.cases.rules.tasks import cancelled, done, entered
from registry.refusals import Obstacle
from registry.systems.enums import Stage

OVERRIDE = "override_reason"
"""The detail of an admission that is asked for where the default is to refuse, and nowhere else."""
_IN_USE = {DecisionOutcome.ADMIT: When.ADMIT_IN_USE, DecisionOutcome.REFUSE: When.REFUSE_IN_USE}


def goes_against(process: Process, snapshot: Snapshot, outcome: str) -> tuple[str, ...]:
    """The steps whose opinion an outcome would override, in their order."""
    opposed = process.opposed(outcome, str(snapshot.content.get(process.proposes, "")))
    reviews = (snapshot.reviews.get(step.code) for step in process.reviews)
    return tuple(review.step for review in reviews if review and review.opinion == opposed)


def overrides_default(snapshot: Snapshot, outcome: str) -> bool:
    """Admitting what is refused by default: mobile apps of sponsors below county level (国办函〔2026〕12号)."""
    return snapshot.is_refused_by_default and outcome == DecisionOutcome.ADMIT


def when_in_force(snapshot: Snapshot, outcome: str) -> When:
    """The row of an outcome once nothing more is needed; what is in use already is neither built nor launched."""
    in_use = snapshot.stage != Stage.PROPOSED
    return _IN_USE[DecisionOutcome(outcome)] if in_use and outcome in _IN_USE else When(outcome)


def when_decided(request: Request, command: Decide) -> When | None:
    """None: the outcome is none of the process's."""
    if request.process.choice(command.outcome) is None:
        return None
    snapshot, outcome = request.snapshot, command.outcome
    if goes_against(request.process, snapshot, outcome) or overrides_default(snapshot, outcome):
        return When.TWO_NEEDED
    return when_in_force(snapshot, outcome)


def obstacles_to_decide(request: Request, command: Decide) -> list[Obstacle]:
    found: list[Obstacle] = []
    snapshot, choice = request.snapshot, request.process.choice(command.outcome)
    if request.process.open_reviews(snapshot.reviews):
        found.append(Obstacle("reviews-missing", _("Every review has to be filed before the decision.")))
    if choice is None:
        found.append(Obstacle("outcome-missing", _("Choose what is decided."), "outcome", "content"))
        return found + reason_missing(command.reason)
    found += obstacles_to_fields(choice.details, command.details, snapshot)
    if overrides_default(snapshot, command.outcome) and is_empty(command.details.get(OVERRIDE)):
        message = _(
            "Mobile apps of sponsors below county level are refused by default: give the reason for the exception."
        )
        found.append(Obstacle("override-reason-missing", message, OVERRIDE, "content"))
    return found + _obstacles_to_follow_up(choice.follow_up, snapshot) + reason_missing(command.reason)


def _obstacles_to_follow_up(process: str, snapshot: Snapshot) -> list[Obstacle]:
    """The case an outcome opens has to be possible; one that is open already will do."""
    if not process or process in snapshot.open_processes or snapshot.stage in newest(process).stages:
        return []
    told = {"process": newest(process).label, "stage": Stage(snapshot.stage).label}
    message = _("This opens a case of %(process)s, which is not possible for a system that is %(stage)s.") % told
    return [Obstacle("stage", message, "outcome", "content")]


def effects_of_decide(request: Request, command: Decide) -> Iterator[Effect]:
    by = request.actor.person
    if when_decided(request, command) is When.TWO_NEEDED:
        yield Proposed(ProposalFact(command.outcome, command.reason, by, command.details, request.delegated_by))
    else:
        yield from _settled(request, Decided(command.outcome, command.reason, by, command.details))


def when_countersigned(request: Request, command: Countersign) -> When | None:
    """None: nothing was proposed."""
    proposal = request.snapshot.proposal
    if proposal is None:
        return None
    return when_in_force(request.snapshot, proposal.outcome) if proposal.outcome else When.RESCIND


def obstacles_to_countersign(request: Request, command: Countersign) -> list[Obstacle]:
    found = obstacles_to_decline(request, Decline(command.reason))
    proposal, snapshot = request.snapshot.proposal, request.snapshot
    if proposal and request.people & {proposal.by, proposal.delegated_by}:
        message = _("You proposed it; the second signature has to be another decision maker’s.")
        found.append(Obstacle("same-person", message, kind="who"))
    choice = request.process.choice(proposal.outcome) if proposal else None
    if choice and _obstacles_to_follow_up(choice.follow_up, snapshot):
        message = _("What was proposed is not possible any more; decline it, so that something else can be decided.")
        found.append(Obstacle("stage", message))
    return found


def effects_of_countersign(request: Request, command: Countersign) -> Iterator[Effect]:
    snapshot, proposal = request.snapshot, request.snapshot.proposal
    if proposal is None:
        return
    if proposal.outcome:
        decided = Decided(
            proposal.outcome,
            proposal.reason,
            proposal.by,
            proposal.details,
            against=goes_against(request.process, snapshot, proposal.outcome),
            is_override=True,
            countersigned_by=request.actor.person,
            countersign_reason=command.reason,
        )
        yield from _settled(request, decided)
        return
    yield Proposed(None)
    yield from cancelled(snapshot)


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
    yield Proposed(ProposalFact("", command.reason, request.actor.person, delegated_by=request.delegated_by))


def _settled(request: Request, decision: Decided) -> Iterator[Effect]:
    """What a decision in force brings about."""
    snapshot, choice = request.snapshot, request.process.choice(decision.outcome)
    yield decision
    yield from done(snapshot, "decision")
    if decision.outcome == DecisionOutcome.ADMIT:
        yield Promised(tuple(snapshot.content.get("commitments", ())))
    if request.target == State.CLEARANCE:
        yield from _clearing(snapshot)
    else:
        yield from entered(request, request.target)
    if choice and choice.follow_up and choice.follow_up not in snapshot.open_processes:
        yield FollowUp(choice.follow_up, _grounds(decision))


def _clearing(snapshot: Snapshot) -> Iterator[Effect]:
    """The notice period runs from the decision, and everything is to be cleared meanwhile."""
    yield NoticeBegun(snapshot.today + timedelta(days=snapshot.periods.notice))
    operator = min(snapshot.operators)
    for kind in ClearanceKind.values:
        yield ClearanceSet(ClearanceFact(kind))
        yield TaskSet(TaskFact("attest", TaskState.OPEN, operator, target=kind))
        yield TaskSet(TaskFact("verify", TaskState.WAITING, snapshot.lead, target=kind))
    yield TaskSet(TaskFact("shutdown", TaskState.WAITING, snapshot.lead))


def _grounds(decision: Decided) -> dict[str, Any]:
    """Why the next case is opened: the decision of this one, and all it said."""
    return {"decision": decision.outcome, "reason": decision.reason, "details": dict(decision.details)}
