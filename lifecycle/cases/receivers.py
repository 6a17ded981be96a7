"""Who is told when a case moves: inside its transaction, so that nobody hears of what did not happen."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from lifecycle.cases.commands import Assign, Command, Decide, Reassign, Remind, Rescind, Return
from lifecycle.cases.enums import DutyKind, TaskState
from lifecycle.cases.models import Case, Decision, Proposal
from lifecycle.cases.selectors import allowed_actions
from lifecycle.cases.selectors.holders import acting_as
from lifecycle.cases.services.reminding import remind_by_hand, tell_of
from lifecycle.cases.signals import case_moved, case_opened, decision_taken
from registry.organisations.enums import Role
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
    elif isinstance(command, Decide | Rescind) and Proposal.objects.filter(case=case).exists():
        tell_of(kind="cases.to_sign", case=case, people=_able_to_sign(case))


@receiver(case_opened)
def tell_who_is_waited_for(*, case: Case, **_said: Any) -> None:
    """A suspension cannot wait for the reminder of the day it is due; an order to rectify is news to the sponsor."""
    for task in case.tasks.filter(state=TaskState.OPEN).select_related("case__system", "assignee"):
        if case.process == "suspension" or task.organisation_id != case.opener_id:
            remind_by_hand(task=task, on=timezone.localdate())


@receiver(decision_taken)
def tell_the_authors(*, case: Case, decision: Decision, **_said: Any) -> None:
    tell_of(kind="cases.ruled", case=case, people=_authors(case))


def _able_to_sign(case: Case) -> list[Person]:
    """The decision makers whose signature the engine would accept: independent, and not whoever proposed it."""
    people = acting_as([Role.DECISION_MAKER], organisation=case.lead_id, on=timezone.localdate())
    return [each for each in people if "countersign" in _open_to(case, each)]


def _open_to(case: Case, person: Person) -> set[str]:
    return {action.name for action in allowed_actions(case, person) if action.is_allowed}


def _authors(case: Case) -> list[Person]:
    return [duty.person for duty in case.duties.filter(kind=DutyKind.AUTHOR).select_related("person")]
