"""What leaves a case where it is: a remark, more time, a reminder."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lifecycle.cases.commands import Extend, Note, Remind, StepCommand
from lifecycle.cases.enums import TaskState
from lifecycle.cases.rules.effects import Effect, Extended, Reminded
from lifecycle.cases.rules.facts import TaskFact
from lifecycle.cases.rules.standing import Request, reason_missing
from registry.refusals import Obstacle


def obstacles_to_note(request: Request, command: Note) -> list[Obstacle]:
    return reason_missing(command.text, "text")


def effects_of_note(request: Request, command: Note) -> Iterator[Effect]:
    yield from ()


def _open_work(request: Request, step: str) -> list[TaskFact]:
    tasks = request.snapshot.tasks.values()
    return [task for task in tasks if task.step == step and task.state == TaskState.OPEN]


def _obstacles_to_work(request: Request, command: StepCommand) -> list[Obstacle]:
    if not _open_work(request, command.step):
        return [Obstacle("nothing-open", _("There is nothing to be done at this step now."))]
    return []


def obstacles_to_extend(request: Request, command: Extend) -> list[Obstacle]:
    """T1: due dates only ever move on, by working days, and at most by as many again as the step had."""
    found, step = _obstacles_to_work(request, command), request.process.step(command.step)
    tasks = _open_work(request, command.step)
    if any(task.assignee == request.actor.person for task in tasks):
        found.append(Obstacle("own-work", _("Somebody else has to give you more time."), kind="who"))
    if command.days < 1:
        found.append(Obstacle("days-missing", _("Say how many working days more, at least one."), "days", "content"))
    elif step and any(task.extended + command.days > step.days for task in tasks):
        told = {"days": step.days}
        message = _("A step can be given at most %(days)s working days more, all extensions together.") % told
        found.append(Obstacle("too-long", message, "days", "content"))
    return found + reason_missing(command.reason)


def effects_of_extend(request: Request, command: Extend) -> Iterator[Effect]:
    for task in _open_work(request, command.step):
        yield Extended(task.step, task.target, command.days)


def obstacles_to_remind(request: Request, command: Remind) -> list[Obstacle]:
    """T3: at most once a day."""
    tasks = _open_work(request, command.step)
    found = _obstacles_to_work(request, command)
    if tasks and all(task.reminded_on == request.snapshot.today for task in tasks):
        found.append(Obstacle("already-reminded", _("A reminder of this has gone out today.")))
    return found


def effects_of_remind(request: Request, command: Remind) -> Iterator[Effect]:
    for task in _open_work(request, command.step):
        yield Reminded(task.step, task.target, request.snapshot.today)
