"""Assign, claim, reassign, declare, file, carry forward, supersede."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from lifecycle.cases.commands import (
    Assign,
    CarryForward,
    Claim,
    Declare,
    FileReview,
    Reassign,
    StepCommand,
    SupersedeReview,
)
from lifecycle.cases.enums import Answer, DutyKind, Opinion, TaskState
from lifecycle.cases.processes.table import When
from lifecycle.cases.rules.differences import concerns, digest
from lifecycle.cases.rules.effects import Declared, DutyTaken, Effect, ReviewFiled, TaskSet
from lifecycle.cases.rules.facts import ReviewFact
from lifecycle.cases.rules.standing import Request, blank, obstacles_to_candidate, obstacles_to_turn
from lifecycle.cases.rules.tasks import done, entered
from lifecycle.rubrics.rules import obstacles_to_answers
from registry.refusals import Obstacle


def obstacles_to_assign(request: Request, command: Assign) -> list[Obstacle]:
    return obstacles_to_claim(request, command) + obstacles_to_candidate(request, command.person)


def obstacles_to_claim(request: Request, command: StepCommand) -> list[Obstacle]:
    found = obstacles_to_turn(request)
    if not found and request.task and request.task.assignee is not None:
        message = _("Somebody holds this review already; it can only be passed on.")
        found.append(Obstacle("already-held", message))
    return found


def obstacles_to_reassign(request: Request, command: Reassign) -> list[Obstacle]:
    found = obstacles_to_turn(request)
    if not found and request.task and request.task.assignee is None:
        found.append(Obstacle("nobody-holds-it", _("Nobody holds this review yet; assign it instead.")))
    return found + obstacles_to_candidate(request, command.person)


def effects_of_claim(request: Request, command: Claim) -> Iterator[Effect]:
    if request.task:
        yield TaskSet(replace(request.task, assignee=request.actor.person))


def effects_of_assign(request: Request, command: Assign | Reassign) -> Iterator[Effect]:
    if request.task:
        yield TaskSet(replace(request.task, assignee=request.snapshot.people[command.person].person))


def obstacles_to_declare(request: Request, command: Declare) -> list[Obstacle]:
    found = obstacles_to_turn(request)
    before = request.snapshot.declarations.get((command.step, request.actor.person))
    if command.answer not in Answer.values:
        found.append(Obstacle("answer-missing", _("Choose one of the three statements."), "answer", "content"))
    elif command.answer == before == Answer.NONE:
        message = _("You have declared this already; you can go on to the review.")
        found.append(Obstacle("already-declared", message, "answer", "content"))
    elif (command.answer != Answer.NONE or before == Answer.UNSURE) and blank(command.statement):
        message = _("Say in a sentence what the conflict or doubt is, or how it was settled.")
        found.append(Obstacle("statement-missing", message, "statement", "content"))
    return found


def effects_of_declare(request: Request, command: Declare) -> Iterator[Effect]:
    yield Declared(command.step, request.actor.person, command.answer, command.statement)
    if command.answer == Answer.CONFLICT and request.task:
        yield DutyTaken(request.actor.person, DutyKind.RECUSED)
        yield TaskSet(replace(request.task, assignee=None))


def when_filed(request: Request, command: FileReview | CarryForward) -> When:
    filed = {*request.snapshot.reviews, command.step}
    return When.REVIEWS_MISSING if request.process.open_reviews(filed) else When.ALL_REVIEWED


def obstacles_to_file_review(request: Request, command: FileReview) -> list[Obstacle]:
    return [*_obstacles_to_filing(request, command), *_obstacles_to_content(request, command)]


def _obstacles_to_filing(request: Request, command: StepCommand) -> list[Obstacle]:
    found = obstacles_to_turn(request)
    if request.snapshot.declarations.get((command.step, request.actor.person)) != Answer.NONE:
        message = _("First declare that you have no conflict of interest.")
        found.append(Obstacle("not-declared", message))
    return found


def _obstacles_to_content(request: Request, command: FileReview) -> list[Obstacle]:
    found = obstacles_to_answers(
        request.snapshot.questions.get(command.step, ()), dict(command.scores), dict(command.reasons)
    )
    if command.opinion not in Opinion.values:
        found.append(Obstacle("opinion-missing", _("State your opinion."), "opinion", "content"))
    elif command.opinion == Opinion.OBJECT and blank(command.reasons.get("opinion", "")):
        message = _("Write down why you do not agree; the decision maker has to answer it.")
        found.append(Obstacle("reason-missing", message, "opinion", "content"))
    return found


def effects_of_file_review(request: Request, command: FileReview) -> Iterator[Effect]:
    yield from _filed(request, command)
    yield from _next_step(request, command.step)


def _next_step(request: Request, filed: str) -> Iterator[Effect]:
    """What may be worked on once a step is filed."""
    snapshot = request.snapshot
    yield from done(snapshot, filed)
    turn = request.process.open_reviews({*snapshot.reviews, filed})
    for step in turn:
        task = snapshot.task(step.code)
        if task and task.state == TaskState.WAITING:
            yield TaskSet(replace(task, state=TaskState.OPEN))
    if not turn:
        yield from entered(request, request.target)


def obstacles_to_carry_forward(request: Request, command: CarryForward) -> list[Obstacle]:
    """Only one's own opinion, only where nothing that concerns it has changed, only after looking at what did."""
    snapshot, found = request.snapshot, _obstacles_to_filing(request, command)
    before = snapshot.previous.get(command.step)
    if before is None or before.by != request.actor.person:
        message = _("You filed no opinion on this in the round before.")
        return [*found, Obstacle("nothing-to-carry", message)]
    changed = set(concerns(request.process, snapshot.difference, command.step))
    if changed:
        told = {"fields": ", ".join(str(field.label) for field in request.process.fields if field.code in changed)}
        message = _("What your opinion rests on has changed: %(fields)s. Write it again.") % told
        found.append(Obstacle("dimension-changed", message))
    if command.difference_sha256 != digest(snapshot.difference):
        message = _("Look at what has changed since the round before first.")
        found.append(Obstacle("difference-unseen", message, "difference_sha256", "content"))
    return found


def effects_of_carry_forward(request: Request, command: CarryForward) -> Iterator[Effect]:
    before = request.snapshot.previous[command.step]
    yield ReviewFiled(before, before.scores, before.reasons)
    yield from _next_step(request, command.step)


def obstacles_to_supersede_review(request: Request, command: SupersedeReview) -> list[Obstacle]:
    found: list[Obstacle] = []
    filed = request.snapshot.reviews
    step = request.process.step(command.step)
    if command.step not in filed:
        found.append(Obstacle("not-filed", _("Nothing has been filed yet that could be replaced.")))
    elif filed[command.step].by != request.actor.person:
        found.append(Obstacle("not-yours", _("Only its author can replace a review."), kind="who"))
    if step and any(later.order > step.order for later in request.process.reviews if later.code in filed):
        message = _("A later review has been filed on top of this one; it can no longer be replaced.")
        found.append(Obstacle("later-filed", message))
    return found + _obstacles_to_content(request, command)


def effects_of_supersede_review(request: Request, command: SupersedeReview) -> Iterator[Effect]:
    yield from _filed(request, command)


def _filed(request: Request, command: FileReview) -> Iterator[Effect]:
    scores, reasons = dict(command.scores), dict(command.reasons)
    review = ReviewFact(command.step, request.actor.person, command.opinion, scores, reasons)
    yield ReviewFiled(review, scores, reasons)
