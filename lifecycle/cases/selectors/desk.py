"""The desk (工作台): what waits for a person, for their organisation, and what they have done."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lifecycle.cases.enums import DutyKind, TaskState
from lifecycle.cases.models import Case, Duty, Task
from lifecycle.cases.processes import PROCESSES
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
    for (role, duty), codes in _steps_by_role_and_duty().items():
        organisations = [each.organisation_id for each in memberships if each.role == role]
        other_duty = Duty.objects.filter(case=OuterRef("case"), person=person).exclude(kind=duty)
        if organisations:
            steps: Any = Q(pk__in=[])
            for process, step in sorted(codes):
                steps |= Q(case__process=process, step=step)
            within |= steps & Q(organisation__in=organisations) & ~Exists(other_duty)
    waiting = tasks.filter(within, state=TaskState.OPEN).order_by("due_on", "id")
    opened = Case.objects.filter(duties__person=person, duties__kind=DutyKind.AUTHOR).select_related("system")
    return Desk(
        mine=waiting.filter(assignee=person),
        unclaimed=waiting.filter(assignee=None),
        done=tasks.filter(done_by=person, state=TaskState.DONE).order_by("-done_at"),
        opened=opened.order_by("-opened_at"),
    )


def _steps_by_role_and_duty() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """{(role, duty): the (process, step) it does}"""
    groups: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for process in PROCESSES.values():
        for step in process.steps:
            for role in step.roles:
                groups[role, step.duty].add((process.code, step.code))
    return groups
