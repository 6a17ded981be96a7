"""Submit, accept, return, withdraw."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lifecycle.cases.commands import Accept, Return, Submit, Withdraw
from lifecycle.cases.enums import TaskState
from lifecycle.cases.processes.table import Step
from lifecycle.cases.rules.effects import Effect, Proposed, RoundBegun, Submitted, TaskSet
from lifecycle.cases.rules.facts import TaskFact
from lifecycle.cases.rules.fields import as_day, obstacles_to_fields
from lifecycle.cases.rules.standing import Request, blank, reason_missing
from lifecycle.cases.rules.tasks import begun, cancelled, done, entered, seat_of
from registry.refusals import Obstacle


def obstacles_to_submit(request: Request, command: Submit) -> list[Obstacle]:
    found = obstacles_to_fields(request.process.fields, command.content, request.snapshot)
    items = request.snapshot.return_items
    if len(command.answers) != len(items) or any(map(blank, command.answers)):
        message = _("Answer every one of the %(count)s points of the return.") % {"count": len(items)}
        found.append(Obstacle("answer-missing", message, "answers", "content"))
    return found


def effects_of_submit(request: Request, command: Submit) -> Iterator[Effect]:
    snapshot = request.snapshot
    answered = tuple(zip(snapshot.return_items, command.answers, strict=True))
    yield Submitted(command.content, answered, request.actor.person)
    yield from done(snapshot, request.process.first.code)
    yield from entered(request, request.target)


def obstacles_to_accept(request: Request, command: Accept) -> list[Obstacle]:
    codes = {step.code for step in request.process.reviews}
    found = [
        Obstacle("step-unknown", _("There is no step “%(step)s”.") % {"step": code}, code, "content")
        for code in command.organisations
        if code not in codes
    ]
    for step in request.process.reviews:
        found += _obstacles_to_organisation(request, step, command.organisations.get(step.code, ""))
    return found


def _obstacles_to_organisation(request: Request, step: Step, code: str) -> list[Obstacle]:
    """Everything against an organisation for a step."""
    told = {"step": step.label}
    organisation = request.snapshot.organisations.get(code)
    if organisation is None:
        message = _("Choose the organisation for: %(step)s.") % told
        return [Obstacle("organisation-missing", message, step.code, "content")]
    told["organisation"] = organisation.name
    found = []
    if organisation.kind not in step.organisation_kinds:
        message = _("%(organisation)s is not the kind of organisation that does: %(step)s.") % told
        found.append(Obstacle("organisation-kind", message, step.code, "content"))
    if organisation.ties & step.independent_of:
        message = _("%(organisation)s is tied to the system or opened the case; choose another for: %(step)s.") % told
        found.append(Obstacle("not-independent", message, step.code, "content"))
    if step.role not in organisation.roles:
        message = _("Nobody at %(organisation)s holds the role for: %(step)s. Have it granted, or choose another.")
        found.append(Obstacle("nobody-there", message % told, step.code, "content"))
    return found


def effects_of_accept(request: Request, command: Accept) -> Iterator[Effect]:
    """The reviews begin; where there are none, what was planned begins, and is due when the plan says."""
    snapshot = request.snapshot
    yield from done(snapshot, "intake")
    first = request.process.open_reviews(())
    for step in request.process.reviews:
        organisation = snapshot.organisations[command.organisations[step.code]].organisation
        yield TaskSet(TaskFact(step.code, TaskState.OPEN if step in first else TaskState.WAITING, organisation))
    if decision := request.process.step("decision"):
        yield begun(request, decision, state=TaskState.WAITING)
    yield from entered(request, request.target, due_on=as_day(snapshot.content.get("due_on")))


def obstacles_to_return(request: Request, command: Return) -> list[Obstacle]:
    if not command.items or any(map(blank, command.items)):
        message = _("List everything that is missing, one point at a time, all at once.")
        return [Obstacle("items-missing", message, "items", "content")]
    return []


def effects_of_return(request: Request, command: Return) -> Iterator[Effect]:
    snapshot = request.snapshot
    yield from cancelled(snapshot)
    if snapshot.proposal:
        yield Proposed(None)
    yield RoundBegun(command.items)
    first = request.process.first
    yield TaskSet(TaskFact(first.code, TaskState.OPEN, seat_of(snapshot, first.seat), snapshot.author))


def obstacles_to_withdraw(request: Request, command: Withdraw) -> list[Obstacle]:
    return reason_missing(command.reason)


def effects_of_withdraw(request: Request, command: Withdraw) -> Iterator[Effect]:
    yield from cancelled(request.snapshot)
