"""Whose turn it is, and who leads them."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lifecycle.cases.enums import Outcome, TaskState
from lifecycle.cases.models import Case, Decision, Task
from lifecycle.cases.processes.retirement import RE_EVALUATE_ON
from registry.organisations.enums import Role
from registry.organisations.models import Delegation, Membership, Person
from registry.systems.enums import Stage


def holders_of(task: Task, *, on: date) -> list[Person]:
    """Whom a task was given to; where to nobody, everybody who could take it that day, deputies too. One or two queries."""
    step = task.case.table.step(task.step)
    if task.assignee is not None or step is None:
        return [task.assignee] if task.assignee and task.assignee.is_active else []
    bound = task.case.duties.exclude(kind=step.duty).values("person")
    return list(acting_as(step.roles, organisation=task.organisation_id, on=on).exclude(pk__in=bound))


def acting_as(roles: Collection[str], *, organisation: int, on: date) -> QuerySet[Person]:
    """Who holds one of the roles in an organisation that day, or acts for somebody who does."""
    held = Membership.objects.active(on).filter(organisation=organisation, role__in=roles)
    taken = Delegation.objects.active(on).filter(organisation=organisation, role__in=roles)
    people = Person.objects.filter(Q(pk__in=held.values("person")) | Q(pk__in=taken.values("taker")), is_active=True)
    return people.order_by("pk")


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


def kept_until(day: date) -> list[Decision]:
    """Decisions that kept a live system until a day no later than this, and after which nothing was opened. One query."""
    since = Case.objects.filter(system=OuterRef("case__system"), opened_at__gt=OuterRef("at"))
    kept = Decision.objects.filter(
        ~Exists(since), case__outcome=Outcome.KEPT, case__system__stage=Stage.LIVE, details__has_key=RE_EVALUATE_ON.code
    ).select_related("case__system")
    return [each for each in kept.order_by("pk") if str(each.details[RE_EVALUATE_ON.code]) <= day.isoformat()]


def _people(keys: QuerySet[Membership, Any]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=keys, is_active=True).order_by("pk")
