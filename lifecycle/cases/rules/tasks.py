"""What is to be done: tasks that open, are done, or fall away."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lifecycle.cases.enums import State, TaskState
from lifecycle.cases.processes.table import Seat, Step
from lifecycle.cases.rules.effects import Effect, TaskSet
from lifecycle.cases.rules.facts import Snapshot, TaskFact
from lifecycle.cases.rules.standing import Request


def cancelled(snapshot: Snapshot) -> Iterator[Effect]:
    """Whatever was still to be done is to be done no more."""
    for task in snapshot.tasks.values():
        if task.state in {TaskState.WAITING, TaskState.OPEN}:
            yield TaskSet(replace(task, state=TaskState.CANCELLED))


def done(snapshot: Snapshot, step: str, target: str = "") -> Iterator[Effect]:
    """The task is done."""
    if task := snapshot.task(step, target):
        yield TaskSet(replace(task, state=TaskState.DONE))


def entered(request: Request, state: State, *, due_on: date | None = None) -> Iterator[Effect]:
    """The case comes into a state: the work of its steps begins, whether it was foreseen already or not."""
    for step in request.process.steps:
        if step.state == state and step.seat is not Seat.STEP:
            yield begun(request, step, due_on=due_on)


def begun(request: Request, step: Step, *, state: TaskState = TaskState.OPEN, due_on: date | None = None) -> Effect:
    """The step's task, with whoever it is with already."""
    task = request.snapshot.task(step.code)
    return TaskSet(
        replace(task, state=state, due_on=due_on, extended=0, reminded_on=None)
        if task
        else TaskFact(step.code, state, seat_of(request.snapshot, step.seat), due_on=due_on)
    )


def put(snapshot: Snapshot, step: str, target: str, state: TaskState) -> Iterator[Effect]:
    """The task is in that state again."""
    if task := snapshot.task(step, target):
        yield TaskSet(replace(task, state=state, extended=0, reminded_on=None))


def seat_of(snapshot: Snapshot, seat: Seat) -> int:
    """The organisation that does the work of a seat."""
    if seat is Seat.OPERATOR:
        return min(snapshot.operators)
    return {Seat.OPENER: snapshot.opener, Seat.SPONSOR: snapshot.sponsor}.get(seat, snapshot.lead)
