"""Who is told when a case moves: inside its transaction, so that nobody hears of what did not happen."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from lifecycle.cases.commands import Assign, Command, Reassign, Remind, Return
from lifecycle.cases.enums import DutyKind, TaskState
from lifecycle.cases.models import Case, Decision
from lifecycle.cases.services.reminding import remind_by_hand, tell_of
from lifecycle.cases.signals import case_moved, decision_taken
from registry.organisations.models import Person


@receiver(case_moved)
def tell_whom_it_concerns(*, case: Case, command: Command, by: Person | None, **_said: Any) -> None:
    if isinstance(command, Assign | Reassign):
        people = [each for each in Person.objects.filter(username=command.person) if each != by]
        tell_of(kind="cases.given", case=case, people=people)
    elif isinstance(command, Return):
        tell_of(kind="cases.sent_back", case=case, people=_authors(case))
    elif isinstance(command, Remind):
        waiting = case.tasks.filter(round=case.round, step=command.step, state=TaskState.OPEN)
        for task in waiting.select_related("case__system", "assignee"):
            remind_by_hand(task=task, on=timezone.localdate())


@receiver(decision_taken)
def tell_the_authors(*, case: Case, decision: Decision, **_said: Any) -> None:
    tell_of(kind="cases.ruled", case=case, people=_authors(case))


def _authors(case: Case) -> list[Person]:
    return [duty.person for duty in case.duties.filter(kind=DutyKind.AUTHOR).select_related("person")]
