"""Where a case is, as a strip of steps; who has it, and how urgent it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lifecycle.calendar.rules import WorkingDays
from lifecycle.cases.enums import ClearanceKind, ClearanceState, State, TaskState
from lifecycle.cases.models import Case, Clearance, Task
from lifecycle.cases.rules.due import Urgency, urgency


@dataclass(frozen=True)
class Place:
    """One step of the strip; ``state`` as the component wants it: done, current, waiting."""

    label: str
    state: str
    detail: str = ""


@dataclass(frozen=True)
class Work:
    """One open task in words: what, with whom, until when. ``person`` is empty where anybody with the role may act."""

    label: str
    organisation: str
    person: str
    due_on: date | None
    urgency: Urgency | None


def places_of(case: Case, tasks: Sequence[Task], clearances: Sequence[Clearance]) -> list[Place]:
    """The whole way of a case, the three clearances as one place; once it is closed, the steps it really took."""
    way = [*dict.fromkeys(State(step.state) for step in case.table.steps), State.CLOSED]
    here = way.index(State.DRAFT if case.state == State.RETURNED else State(case.state))
    by_step = {task.step: task for task in tasks if task.round == case.round and not task.target}
    found: list[Place] = []
    for state in way[:-1]:
        at = way.index(state) - here
        if state == State.CLEARANCE:
            found.append(_clearing(at, clearances))
            continue
        steps = [step for step in case.table.steps if step.state == state]
        found += [
            _place(capfirst(step.label), at, by_step.get(step.code), is_one_of_many=len(steps) > 1) for step in steps
        ]
    ended = case.get_outcome_display() if case.state == State.CLOSED else ""
    found.append(Place(capfirst(pgettext("step", "closed")), "done" if ended else "waiting", capfirst(str(ended))))
    if case.state == State.CLOSED:
        found = [place for place in found if place.state == "done" and place.detail]
    return found


def _place(label: str, at: int, task: Task | None, *, is_one_of_many: bool) -> Place:
    """``at``: how many states away from here, below 0 for those that are behind."""
    if task and task.state == TaskState.DONE and task.done_at:
        return Place(label, "done", f"{timezone.localtime(task.done_at):%Y-%m-%d}")
    if task and task.state == TaskState.OPEN:
        return Place(label, "current", task.organisation.name)
    if task and task.state == TaskState.WAITING:
        return Place(label, "waiting", task.organisation.name)
    if at == 0 and task is None and not is_one_of_many:
        return Place(label, "current")
    return Place(label, "done" if at < 0 else "waiting")


def _clearing(at: int, clearances: Sequence[Clearance]) -> Place:
    verified = sum(clearance.state == ClearanceState.VERIFIED for clearance in clearances)
    told = _("%(verified)s of %(all)s verified") % {"verified": verified, "all": len(clearances)} if clearances else ""
    if at == 0:
        return Place(capfirst(_("three clearances")), "current", told)
    done = bool(clearances) and verified == len(clearances)
    return Place(capfirst(_("three clearances")), "done" if done else "waiting", told)


def work_of(case: Case, tasks: Iterable[Task], *, today: date, calendar: WorkingDays) -> list[Work]:
    """Who has the case now: its open tasks, the most urgent first."""
    open_tasks = sorted(
        (task for task in tasks if task.state == TaskState.OPEN), key=lambda task: (task.due_on or date.max, task.pk)
    )
    return [_work(case, task, today, calendar) for task in open_tasks]


def _work(case: Case, task: Task, today: date, calendar: WorkingDays) -> Work:
    step = case.table.step(task.step)
    label: Any = step.label if step else task.step
    is_review = step is not None and step.state == State.REVIEW
    how_urgent = urgency(task.due_on, today=today, calendar=calendar) if task.due_on else None
    return Work(
        label=_named(label, ClearanceKind(task.target).label) if task.target else str(label),
        organisation=task.organisation.name,
        person=task.assignee.name if task.assignee else _("nobody has taken it yet") if is_review else "",
        due_on=task.due_on,
        urgency=how_urgent,
    )


def _named(label: Any, target: Any) -> str:
    return f"{label}{pgettext('between a label and its value', ': ')}{target}"
