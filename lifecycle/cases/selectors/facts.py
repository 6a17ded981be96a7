"""Gathering what ``decide()`` judges on."""

from datetime import date, datetime

from django.utils import timezone

from lifecycle.cases.commands import Accept, Assign, Command, FileReview, Reassign
from lifecycle.cases.enums import ClearanceState, State, TaskState
from lifecycle.cases.models import Case, Proposal, Review, Task
from lifecycle.cases.rules.facts import (
    Actor,
    ClearanceFact,
    OrganisationFact,
    ProposalFact,
    QuestionFact,
    ReviewFact,
    Snapshot,
    Standing,
    TaskFact,
)
from lifecycle.cases.selectors.ties import ties_of
from lifecycle.rubrics.models import Rubric
from lifecycle.rubrics.selectors import rubric_for
from registry.organisations.models import Membership, Organisation, Person
from registry.organisations.selectors import roles_of


def actor_of(case: Case, person: Person, *, on: date | None = None) -> Actor:
    """A person with every role active on the day (today) and its ties to this case's system. Four queries."""
    memberships = roles_of(person, on=on or timezone.localdate())
    ties = ties_of(case, {membership.organisation for membership in memberships})
    standings = (
        Standing(
            membership.role,
            membership.organisation_id,
            membership.organisation.code,
            membership.organisation.name,
            membership.since,
            ties[membership.organisation_id],
        )
        for membership in memberships
    )
    return Actor(person.pk, person.account, tuple(standings))


def snapshot_of(case: Case, command: Command | None = None, *, now: datetime | None = None) -> Snapshot:
    """The case as ``decide()`` sees it at ``now``, with the facts ``command`` needs. Seven queries, and a few per name in it.

    ``notice_days`` is 0 here: the period is a setting, which services read.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    tasks = list(Task.objects.filter(case=case))
    system = case.system
    return Snapshot(
        state=State(case.state),
        outcome=case.outcome,
        round=case.round,
        version=case.version,
        stage=system.stage,
        now=now,
        today=today,
        notice_days=0,
        notice_ends_on=case.notice_ends_on,
        return_items=tuple(case.return_items),
        opener=case.opener_id,
        lead=case.lead_id,
        author=case.opened_by_id,
        operators=frozenset({system.operator_id or system.sponsor_id}),
        involved=frozenset({case.opener_id, case.lead_id, system.sponsor_id, system.operator_id or system.sponsor_id})
        | {task.organisation_id for task in tasks},
        duties=dict(case.duties.values_list("person_id", "kind")),
        tasks={(task.step, task.target): _task_fact(task) for task in tasks if task.round == case.round},
        declarations={
            (step, person): answer
            for step, person, answer in case.declarations.filter(round=case.round)
            .order_by("at", "id")
            .values_list("step", "person_id", "answer")
        },
        reviews={
            review.step: ReviewFact(review.step, review.by_id, review.opinion) for review in current_reviews(case)
        },
        clearances={
            clearance.kind: ClearanceFact(
                clearance.kind,
                ClearanceState(clearance.state),
                clearance.attested_by_id,
                clearance.verified_by_id,
            )
            for clearance in case.clearances.all()
        },
        proposal=_proposal_fact(case),
        decision=case.decisions.values_list("outcome", flat=True).first() or "",
        questions={command.step: _questions(case, command.step)} if isinstance(command, FileReview) else {},
        people=_people(case, command, today),
        organisations=_organisations(case, command, today),
    )


def current_reviews(case: Case) -> list[Review]:
    """The reviews that count in the current round. One query."""
    return list(case.reviews.current().filter(round=case.round))


def rubric_of(case: Case, step: str) -> Rubric | None:
    """The questions of a step, in the version that was in force when the case was opened, so that all rounds answer the same."""
    return rubric_for(case.process, step, on=timezone.localdate(case.opened_at))


def _task_fact(task: Task) -> TaskFact:
    return TaskFact(task.step, TaskState(task.state), task.organisation_id, task.assignee_id, task.target)


def _proposal_fact(case: Case) -> ProposalFact | None:
    proposal = Proposal.objects.filter(case=case).first()
    return ProposalFact(proposal.outcome, proposal.reason, proposal.by_id) if proposal else None


def _questions(case: Case, step: str) -> tuple[QuestionFact, ...]:
    rubric = rubric_of(case, step)
    return tuple(
        QuestionFact(each.code, each.question, each.weight, each.maximum, each.required, tuple(each.reasons_for))
        for each in (rubric.criteria.all() if rubric else ())
    )


def _people(case: Case, command: Command | None, today: date) -> dict[str, Actor]:
    """Whom the command names."""
    if not isinstance(command, Assign | Reassign):
        return {}
    named = Person.objects.filter(username=command.person).first()
    return {named.account: actor_of(case, named, on=today)} if named else {}


def _organisations(case: Case, command: Command | None, today: date) -> dict[str, OrganisationFact]:
    """Which organisations the command names."""
    if not isinstance(command, Accept):
        return {}
    named = list(Organisation.objects.filter(code__in=command.organisations.values()))
    ties = ties_of(case, named)
    roles: dict[int, set[str]] = {each.pk: set() for each in named}
    for pk, role in Membership.objects.active(today).filter(organisation__in=named).values_list("organisation", "role"):
        roles[pk].add(role)
    return {
        each.code: OrganisationFact(each.pk, each.code, each.name, each.kind, ties[each.pk], frozenset(roles[each.pk]))
        for each in named
    }
