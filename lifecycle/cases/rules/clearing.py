"""Attest, verify, reject, confirm the shutdown. What a probe or a fresh list says comes from ``clearances`` as a precondition."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from lifecycle.cases.commands import Attest, ClearanceCommand, ConfirmShutdown, Reject, Verify
from lifecycle.cases.enums import ClearanceState, Outcome, State, TaskState
from lifecycle.cases.processes.table import When
from lifecycle.cases.rules.effects import ClearanceSet, Effect, Moved, StageMoved, TaskSet
from lifecycle.cases.rules.facts import ClearanceFact
from lifecycle.cases.rules.opening import done
from lifecycle.cases.rules.standing import Request, reason_missing
from registry.refusals import Obstacle
from registry.systems.enums import Stage


def _clearance(request: Request, command: ClearanceCommand) -> ClearanceFact | None:
    return request.snapshot.clearances.get(command.kind)


def _obstacles_to_kind(request: Request, command: ClearanceCommand) -> list[Obstacle]:
    if _clearance(request, command) is None:
        return [Obstacle("clearance-unknown", _("There is no such clearance in this case."), "kind", "content")]
    return []


def obstacles_to_attest(request: Request, command: Attest) -> list[Obstacle]:
    found = _obstacles_to_kind(request, command)
    clearance = _clearance(request, command)
    if clearance and clearance.state != ClearanceState.OPEN:
        found.append(Obstacle("already-attested", _("This clearance has been attested already.")))
    return found + reason_missing(command.statement, "statement")


def effects_of_attest(request: Request, command: Attest) -> Iterator[Effect]:
    fact = ClearanceFact(command.kind, ClearanceState.ATTESTED, request.actor.person)
    yield ClearanceSet(fact, statement=command.statement)
    yield from done(request.snapshot, "attest", command.kind)
    yield from _set_task(request, "verify", command.kind, TaskState.OPEN)


def when_verified(request: Request, command: Verify) -> When:
    others = (each for each in request.snapshot.clearances.values() if each.kind != command.kind)
    cleared = all(each.state == ClearanceState.VERIFIED for each in others)
    return When.ALL_CLEARED if cleared else When.CLEARANCES_MISSING


def obstacles_to_verify(request: Request, command: Verify) -> list[Obstacle]:
    found = _obstacles_to_kind(request, command)
    clearance = _clearance(request, command)
    if clearance and clearance.state == ClearanceState.OPEN:
        found.append(Obstacle("not-attested", _("The operator has to attest first that it is cleared.")))
    if clearance and clearance.state == ClearanceState.VERIFIED:
        found.append(Obstacle("already-verified", _("This clearance has been verified already.")))
    if clearance and clearance.attested_by == request.actor.person:
        message = _("Whoever attested it cannot verify it; ask another verifier.")
        found.append(Obstacle("same-person", message, kind="who"))
    if not command.basis:
        message = _("Name the proof the verification rests on.")
        found.append(Obstacle("basis-missing", message, "basis", "content"))
    return found


def effects_of_verify(request: Request, command: Verify) -> Iterator[Effect]:
    attested = request.snapshot.clearances[command.kind]
    verified = replace(attested, state=ClearanceState.VERIFIED, verified_by=request.actor.person)
    yield ClearanceSet(verified, basis=command.basis)
    yield from done(request.snapshot, "verify", command.kind)
    if when_verified(request, command) is When.ALL_CLEARED:
        yield from _set_task(request, "shutdown", "", TaskState.OPEN)
        yield Moved(State.SHUTDOWN)


def obstacles_to_reject(request: Request, command: Reject) -> list[Obstacle]:
    found = _obstacles_to_kind(request, command)
    clearance = _clearance(request, command)
    if clearance and clearance.state == ClearanceState.OPEN:
        found.append(Obstacle("not-attested", _("There is nothing to reject: the clearance is open.")))
    return found + reason_missing(command.reason)


def effects_of_reject(request: Request, command: Reject) -> Iterator[Effect]:
    yield ClearanceSet(ClearanceFact(command.kind))
    yield from _set_task(request, "attest", command.kind, TaskState.OPEN)
    yield from _set_task(request, "verify", command.kind, TaskState.WAITING)
    if request.snapshot.state == State.SHUTDOWN:
        yield from _set_task(request, "shutdown", "", TaskState.WAITING)
        yield Moved(State.CLEARANCE)


def obstacles_to_confirm_shutdown(request: Request, command: ConfirmShutdown) -> list[Obstacle]:
    snapshot, found = request.snapshot, []
    if snapshot.notice_ends_on and snapshot.today < snapshot.notice_ends_on:
        message = _("The notice period runs until %(day)s.") % {"day": snapshot.notice_ends_on.isoformat()}
        found.append(Obstacle("notice-running", message))
    if any(each.state != ClearanceState.VERIFIED for each in snapshot.clearances.values()):
        found.append(Obstacle("not-cleared", _("All three clearances have to be verified first.")))
    if snapshot.proposal:
        message = _("Taking the decision back has been proposed; that has to be settled first.")
        found.append(Obstacle("rescission-pending", message))
    return found + reason_missing(command.statement, "statement")


def effects_of_confirm_shutdown(request: Request, command: ConfirmShutdown) -> Iterator[Effect]:
    yield from done(request.snapshot, "shutdown")
    yield StageMoved(Stage.RETIRED)
    yield Moved(State.CLOSED, Outcome.RETIRED)


def _set_task(request: Request, step: str, target: str, state: TaskState) -> Iterator[Effect]:
    if task := request.snapshot.task(step, target):
        yield TaskSet(replace(task, state=state))
