"""The desk (工作台): what waits for a person, for their organisation, and what they have done."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lifecycle.cases.enums import DutyKind, TaskState
from lifecycle.cases.models import Case, Duty, Task
from lifecycle.cases.processes import PROCESSES
from lifecycle.cases.processes.table import Step
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of


@dataclass(frozen=True)
class Desk:
    """Four querysets, the first two by due date: what was given to the person, and what nobody in their organisations holds."""

    mine: QuerySet[Task]
    unclaimed: QuerySet[Task]
    done: QuerySet[Task]
    opened: QuerySet[Case]


def tasks_of(person: Person) -> Desk:
    """The desk of a person today. Building it costs one query.

    Offers only what ``decide()`` would accept of this person as far as role, organisation, turn and duty go (P1).
    """
    memberships = roles_of(person, on=timezone.localdate())
    tasks = Task.objects.select_related("case__system", "organisation", "assignee")
    within: Any = Q(pk__in=[])
    for steps in _steps_by_role_and_duty().values():
        organisations = [each.organisation_id for each in memberships if each.role == steps[0].role]
        other_duty = Duty.objects.filter(case=OuterRef("case"), person=person).exclude(kind=steps[0].duty)
        if organisations:
            codes = [step.code for step in steps]
            within |= Q(step__in=codes, organisation__in=organisations) & ~Exists(other_duty)
    waiting = tasks.filter(within, state=TaskState.OPEN).order_by("due_on", "id")
    opened = Case.objects.filter(duties__person=person, duties__kind=DutyKind.AUTHOR).select_related("system")
    return Desk(
        mine=waiting.filter(assignee=person),
        unclaimed=waiting.filter(assignee=None),
        done=tasks.filter(done_by=person, state=TaskState.DONE).order_by("-done_at"),
        opened=opened.order_by("-opened_at"),
    )


def _steps_by_role_and_duty() -> dict[tuple[str, str], list[Step]]:
    groups: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for process in PROCESSES.values():
        for step in process.steps:
            groups[step.role, step.duty].append(step)
    return groups
