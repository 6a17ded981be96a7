"""Attest, verify, reject, reopen. What a probe or a fresh list says comes from ``clearances`` as a precondition."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from lifecycle.cases.commands import Attest, ClearanceCommand, Reject, Reopen, Verify
from lifecycle.cases.enums import ClearanceState, State, TaskState
from lifecycle.cases.processes.table import When
from lifecycle.cases.rules.effects import ClearanceSet, Effect
from lifecycle.cases.rules.facts import ClearanceFact
from lifecycle.cases.rules.standing import Request, reason_missing
from lifecycle.cases.rules.tasks import done, entered, put
from registry.refusals import Obstacle


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
    yield from put(request.snapshot, "verify", command.kind, TaskState.OPEN)


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
    if clearance and clearance.attested_by in request.people:
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
    if request.target != request.snapshot.state:
        yield from entered(request, request.target)


def obstacles_to_reject(request: Request, command: Reject) -> list[Obstacle]:
    found = _obstacles_to_kind(request, command)
    clearance = _clearance(request, command)
    if clearance and clearance.state == ClearanceState.OPEN:
        found.append(Obstacle("not-attested", _("There is nothing to reject: the clearance is open.")))
    return found + reason_missing(command.reason)


def effects_of_reject(request: Request, command: Reject | Reopen) -> Iterator[Effect]:
    """The clearance is open and empty again; whatever came after it waits for it."""
    snapshot = request.snapshot
    yield ClearanceSet(ClearanceFact(command.kind))
    yield from put(snapshot, "attest", command.kind, TaskState.OPEN)
    yield from put(snapshot, "verify", command.kind, TaskState.WAITING)
    if snapshot.state != State.CLEARANCE:
        yield from put(snapshot, "shutdown", "", TaskState.WAITING)
    if snapshot.state == State.OBSERVATION:
        yield from put(snapshot, "observation", "", TaskState.WAITING)


def obstacles_to_reopen(request: Request, command: Reopen) -> list[Obstacle]:
    """C3: whoever or whatever finds something that answers again says what it saw."""
    found = obstacles_to_reject(request, Reject(command.kind, command.reason))
    if not command.basis:
        message = _("Name what was seen: a probe or a list.")
        found.append(Obstacle("basis-missing", message, "basis", "content"))
    return found
