"""Telling people about their work: what is due, what is late, what was given to them. Changes nothing about a case."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from lifecycle.calendar.rules import WorkingDays
from lifecycle.cases.models import Case, Task
from lifecycle.cases.processes.retirement import RE_EVALUATE_ON
from lifecycle.cases.rules.reminding import is_due_soon, is_to_be_escalated
from lifecycle.cases.selectors.holders import acting_as, holders_of, kept_until, leaders_over, open_tasks_due_by
from lifecycle.notices.services import notify
from registry.organisations.enums import Role
from registry.organisations.models import Membership, Person

LAST_MONTH = 12
AHEAD_OF_ANOTHER_LOOK = timedelta(days=60)


def remind_of_due_work(*, today: date, calendar: WorkingDays) -> dict[str, int]:
    """Remind whoever has work that is due soon, and tell leaders what is late: ``{"reminded": …, "escalated": …}``.

    On working days only. Each person hears of a task once for each day it was due on (T3), so running this twice, or in two
    places, makes nothing twice. About eight queries for each task that is due.
    """
    made = {"reminded": 0, "escalated": 0}
    if not calendar.is_working_day(today):
        return made
    ahead, after = settings.REMINDER_WORKING_DAYS, settings.ESCALATION_WORKING_DAYS
    for task in open_tasks_due_by(calendar.add_working_days(today, ahead)):
        due_on = task.due_on or today
        with transaction.atomic():
            if is_due_soon(due_on, today=today, calendar=calendar, ahead=ahead):
                made["reminded"] += _tell("cases.due_soon", task, holders_of(task, on=today))
            elif is_to_be_escalated(due_on, today=today, calendar=calendar, after=after):
                made["escalated"] += _tell("cases.overdue", task, leaders_over(task, on=today))
    return made


def remind_of_another_look(*, today: date) -> int:
    """Tell the case officers who lead it that a system which was kept until a day has to be evaluated by then.

    Once for each decision, ahead by as much as three reviews and a decision take; not where a case was opened since.
    """
    told = 0
    for decision in kept_until(today + AHEAD_OF_ANOTHER_LOOK):
        case = decision.case
        told += len(
            notify(
                kind="cases.look_again",
                subject=case.number,
                people=acting_as([Role.CASE_OFFICER], organisation=case.lead_id, on=today),
                key=f"cases.look_again/{case.number}",
                system=case.system.name,
                due_on=decision.details[RE_EVALUATE_ON.code],
            )
        )
    return told


@transaction.atomic
def warn_of_unknown_year(*, today: date, calendar: WorkingDays) -> int:
    """Tell administrators once, in its last month, that the next year's working days have not been entered."""
    if today.month < LAST_MONTH or calendar.knows(today.year + 1):
        return 0
    memberships = Membership.objects.active(today).filter(role=Role.ADMINISTRATOR)
    people = Person.objects.filter(pk__in=memberships.values("person")).order_by("pk")
    year = str(today.year + 1)
    return len(notify(kind="cases.year_unknown", subject=year, people=people, key=f"cases.year_unknown/{year}"))


@transaction.atomic
def remind_by_hand(*, task: Task, on: date) -> int:
    """Somebody asked for it: each holder once a day."""
    return _tell("cases.asked_for", task, holders_of(task, on=on), day=on)


@transaction.atomic
def tell_of(*, kind: str, case: Case, people: Iterable[Person]) -> int:
    """News of a case, once for each of its versions: that something happened, never what was said."""
    key = f"{kind}/{case.number}/{case.version}"
    return len(notify(kind=kind, subject=case.number, people=people, key=key, system=case.system.name))


def _tell(kind: str, task: Task, people: Iterable[Person], *, day: date | None = None) -> int:
    due_on = task.due_on.isoformat() if task.due_on else ""
    made = notify(
        kind=kind,
        subject=task.case.number,
        people=people,
        key=f"{kind}/{task.pk}/{day or due_on}",
        system=task.case.system.name,
        step=task.step,
        target=task.target,
        due_on=due_on,
    )
    return len(made)
