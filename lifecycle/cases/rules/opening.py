"""Submit, accept, return, withdraw, note."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from lifecycle.cases.commands import Accept, Note, Return, Submit, Withdraw
from lifecycle.cases.enums import Outcome, State, TaskState
from lifecycle.cases.processes.table import Step
from lifecycle.cases.rules.effects import Effect, Moved, Proposed, RoundBegun, Submitted, TaskSet
from lifecycle.cases.rules.facts import Snapshot, TaskFact
from lifecycle.cases.rules.standing import Request, blank, reason_missing
from registry.refusals import Obstacle


def cancelled(snapshot: Snapshot) -> Iterator[Effect]:
    """Whatever was still to be done is to be done no more."""
    for task in snapshot.tasks.values():
        if task.state in {TaskState.WAITING, TaskState.OPEN}:
            yield TaskSet(replace(task, state=TaskState.CANCELLED))


def done(snapshot: Snapshot, step: str, target: str = "") -> Iterator[Effect]:
    """The task is done."""
    if task := snapshot.task(step, target):
        yield TaskSet(replace(task, state=TaskState.DONE))


def obstacles_to_submit(request: Request, command: Submit) -> list[Obstacle]:
    known = {field.code for field in request.process.fields}
    found = [
        Obstacle("field-missing", _("Fill in: %(field)s.") % {"field": field.label}, field.code, "content")
        for field in request.process.fields
        if field.required and blank(command.content.get(field.code, ""))
    ]
    found += [
        Obstacle("field-unknown", _("There is no field “%(field)s”.") % {"field": code}, code, "content")
        for code in command.content
        if code not in known
    ]
    items = request.snapshot.return_items
    if len(command.answers) != len(items) or any(map(blank, command.answers)):
        message = _("Answer every one of the %(count)s points of the return.") % {"count": len(items)}
        found.append(Obstacle("answer-missing", message, "answers", "content"))
    return found


def effects_of_submit(request: Request, command: Submit) -> Iterator[Effect]:
    snapshot = request.snapshot
    yield Submitted(command.content, tuple(zip(snapshot.return_items, command.answers, strict=True)))
    yield from done(snapshot, "submission")
    yield TaskSet(TaskFact("intake", TaskState.OPEN, snapshot.lead))
    yield Moved(State.INTAKE)


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
    snapshot = request.snapshot
    yield from done(snapshot, "intake")
    first = request.process.open_reviews(())
    for step in request.process.reviews:
        organisation = snapshot.organisations[command.organisations[step.code]].organisation
        yield TaskSet(TaskFact(step.code, TaskState.OPEN if step in first else TaskState.WAITING, organisation))
    yield TaskSet(TaskFact("decision", TaskState.WAITING, snapshot.lead))
    yield Moved(State.REVIEW)


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
    yield TaskSet(TaskFact("submission", TaskState.OPEN, snapshot.opener, snapshot.author))
    yield Moved(State.RETURNED)


def obstacles_to_withdraw(request: Request, command: Withdraw) -> list[Obstacle]:
    return reason_missing(command.reason)


def effects_of_withdraw(request: Request, command: Withdraw) -> Iterator[Effect]:
    yield from cancelled(request.snapshot)
    yield Moved(State.CLOSED, Outcome.WITHDRAWN)


def obstacles_to_note(request: Request, command: Note) -> list[Obstacle]:
    return reason_missing(command.text, "text")


def effects_of_note(request: Request, command: Note) -> Iterator[Effect]:
    yield from ()
