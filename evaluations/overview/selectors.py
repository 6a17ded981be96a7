"""What home shows, gathered from the rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import FindingState, Tier
from evaluations.findings.models import Finding, Inquiry
from evaluations.findings.permissions import may_answer
from evaluations.findings.selectors.acts import sees_all_findings
from evaluations.findings.selectors.findings import findings
from evaluations.findings.selectors.inquiries import inquiries_waiting_for
from lifecycle.calendar.rules import WorkingDays
from lifecycle.calendar.selectors import working_days
from lifecycle.cases.models import Task
from lifecycle.cases.rules.due import Urgency, urgency
from lifecycle.cases.selectors import tasks_of
from lifecycle.cases.wordings import work_in_words
from registry.jobs.handlers import label_of
from registry.jobs.models import Job
from registry.organisations.enums import Role
from registry.organisations.models import Membership, Person
from registry.organisations.selectors import roles_of
from registry.systems.enums import Stage
from registry.systems.selectors import systems_visible_to

SHOWN = 8  # rows of each list on home
_ALWAYS = frozenset({Stage.LIVE, Stage.RETIRING, Stage.RETIRED})
WORKS_FINDINGS = frozenset({Role.CASE_OFFICER, Role.DECISION_MAKER, Role.INTAKE_OFFICER, Role.LEADER})


@dataclass(frozen=True)
class Figure:
    """A number and the list it counts: ``url_name`` with ``query``."""

    label: str | Promise
    count: int
    url_name: str
    query: str


@dataclass(frozen=True)
class Work:
    """A task with what a person wants to know before opening it."""

    task: Task
    step: Any
    urgency: Urgency


@dataclass(frozen=True)
class Owed:
    """An answer about a finding that an organisation owes."""

    inquiry: Inquiry
    urgency: Urgency


@dataclass(frozen=True)
class Home:
    memberships: Sequence[Membership]
    figures: Sequence[Figure]
    register: Sequence[Figure]
    mine: Sequence[Work]
    unclaimed: Sequence[Work]
    owed: Sequence[Owed]
    findings: Sequence[Finding]
    works_findings: bool
    jobs: Sequence[tuple[Job, Any]]


def home_of(person: Person, *, today: date) -> Home:
    """Thirteen queries for a reviewer, two more for whoever works the findings, three for whoever answers for an organisation,
    whatever there is to do."""
    memberships = roles_of(person, on=today)
    works_findings = any(each.role in WORKS_FINDINGS for each in memberships) and sees_all_findings(memberships)
    desk, calendar = tasks_of(person), working_days()
    waiting = candidates() if works_findings else Finding.objects.none()
    parts = (
        (_("Waiting for me"), "todo", desk.mine),
        (_("To be claimed in my organisation"), "unit", desk.unclaimed),
        (_("Handled by me"), "done", desk.done),
    )
    figures = [
        Figure(label, tasks.order_by().values("case").distinct().count(), "cases:list", f"?mine={part}")
        for label, part, tasks in parts
    ]
    figures.append(Figure(_("Opened by me"), desk.opened.count(), "cases:list", "?mine=opened"))
    if works_findings:
        figures.append(Figure(_("Findings to look at"), waiting.count(), "findings:list", "?state=candidate"))
    return Home(
        memberships=memberships,
        figures=figures,
        register=register_of(person),
        mine=_works(desk.mine, today, calendar),
        unclaimed=_works(desk.unclaimed, today, calendar),
        owed=_owed(person, today, calendar) if any(may_answer(each.role) for each in memberships) else [],
        findings=list(waiting[:SHOWN]),
        works_findings=works_findings,
        jobs=[(job, label_of(job.kind)) for job in Job.objects.filter(by=person)[:SHOWN]],
    )


def candidates() -> QuerySet[Finding]:
    """What nobody has taken up yet: what seems unused, the surest first, then what has no tier."""
    last = Case(When(tier="", then=Value(Tier.C)), default=F("tier"))
    return findings(state=FindingState.CANDIDATE).order_by(last, "since", "pk")


def register_of(person: Person) -> list[Figure]:
    """How many systems the person may see, by where they are in their life; the rarer stages only where there are any. Two
    queries."""
    counts = systems_visible_to(person).aggregate(
        **{stage.value: Count("pk", filter=Q(stage=stage)) for stage in Stage}
    )
    return [
        Figure(Stage(stage).label, count, "systems:list", f"?stage={stage}")
        for stage, count in counts.items()
        if count or stage in _ALWAYS
    ]


def _works(tasks: QuerySet[Task], today: date, calendar: WorkingDays) -> list[Work]:
    return [
        Work(
            task,
            work_in_words(task.step, task.target),
            _urgency(task, today, calendar),
        )
        for task in tasks[:SHOWN]
    ]


def _owed(person: Person, today: date, calendar: WorkingDays) -> list[Owed]:
    return [
        Owed(each, urgency(each.due_on, today=today, calendar=calendar))
        for each in inquiries_waiting_for(person)[:SHOWN]
    ]


def _urgency(task: Task, today: date, calendar: WorkingDays) -> Urgency:
    return urgency(task.due_on, today=today, calendar=calendar) if task.due_on else Urgency.IN_TIME
