"""Whose turn it is, and who leads them."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from lifecycle.cases.enums import TaskState
from lifecycle.cases.models import Task
from registry.organisations.enums import Role
from registry.organisations.models import Membership, Person


def holders_of(task: Task, *, on: date) -> list[Person]:
    """Whom a task was given to; where to nobody, everybody who could take it that day. One or two queries."""
    step = task.case.table.step(task.step)
    if task.assignee is not None or step is None:
        return [task.assignee] if task.assignee and task.assignee.is_active else []
    able = Membership.objects.active(on).filter(organisation=task.organisation_id, role__in=step.roles)
    bound = task.case.duties.exclude(kind=step.duty).values("person")
    return list(_people(able.values("person")).exclude(pk__in=bound))


def leaders_over(task: Task, *, on: date) -> list[Person]:
    """The leaders of the organisation a task lies with; where it has none, those of whoever leads the case."""
    for organisation in (task.organisation_id, task.case.lead_id):
        leading = Membership.objects.active(on).filter(organisation=organisation, role=Role.LEADER)
        if found := list(_people(leading.values("person"))):
            return found
    return []


def open_tasks_due_by(day: date) -> QuerySet[Task]:
    """Open work that is due on a day or before, the oldest first."""
    tasks = Task.objects.select_related("case__system", "assignee", "organisation")
    return tasks.filter(state=TaskState.OPEN, due_on__lte=day).order_by("due_on", "id")


def _people(keys: QuerySet[Membership, Any]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=keys, is_active=True).order_by("pk")
