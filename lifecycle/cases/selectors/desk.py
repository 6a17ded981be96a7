"""The desk (工作台): what waits for a person, for their organisation, and what they have done."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lifecycle.cases.enums import DutyKind, TaskState
from lifecycle.cases.models import Case, Duty, Task
from lifecycle.cases.processes import CURRENT
from lifecycle.cases.selectors.actors import Held, held_by
from registry.organisations.models import Delegation, Person


@dataclass(frozen=True)
class Desk:
    """Four querysets, the first two by due date: what was given to the person, and what nobody in their organisations holds."""

    mine: QuerySet[Task]
    unclaimed: QuerySet[Task]
    done: QuerySet[Task]
    opened: QuerySet[Case]


def tasks_of(person: Person) -> Desk:
    """The desk of a person today, with what they may do for others. Building it costs two queries.

    Offers only what ``decide()`` would accept of this person as far as role, organisation, turn and duty go (P1).
    """
    tasks = Task.objects.select_related("case__system", "organisation", "assignee")
    groups = _steps_by_role_and_duty()
    held = held_by(person, timezone.localdate())
    within: Any = Q(pk__in=[])
    for each in held:
        people = [person.pk, *_givers(each)]
        for (role, duty), steps in groups.items():
            if role == each.role:
                other_duty = Duty.objects.filter(case=OuterRef("case"), person__in=people).exclude(kind=duty)
                within |= steps & Q(organisation=each.organisation_id) & _free(people) & ~Exists(other_duty)
    waiting = tasks.filter(within, state=TaskState.OPEN).order_by("due_on", "id")
    opened = Case.objects.filter(duties__person=person, duties__kind=DutyKind.AUTHOR).select_related("system")
    return Desk(
        mine=waiting.exclude(assignee=None),
        unclaimed=waiting.filter(assignee=None),
        done=tasks.filter(done_by=person, state=TaskState.DONE).order_by("-done_at"),
        opened=opened.order_by("-opened_at"),
    )


def _givers(held: Held) -> list[int]:
    return [held.giver_id] if isinstance(held, Delegation) else []


def _free(people: list[int]) -> Q:
    """Nobody else's: with nobody yet, or with one of these."""
    return Q(assignee=None) | Q(assignee__in=people)


def _steps_by_role_and_duty() -> dict[tuple[str, str], Q]:
    """{(role, duty): which tasks they are}"""
    groups: dict[tuple[str, str], Q] = defaultdict(lambda: Q(pk__in=[]))
    for process in CURRENT:
        for step in process.steps:
            for role in step.roles:
                groups[role, step.duty] |= Q(case__process=process.code, step=step.code)
    return groups
