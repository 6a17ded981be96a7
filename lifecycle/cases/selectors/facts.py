"""Gathering what ``decide()`` judges on."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from lifecycle.cases.commands import Accept, Assign, Command, Decide, FileReview, Reassign, Submit
from lifecycle.cases.enums import ClearanceState, State, TaskState
from lifecycle.cases.models import Case, Proposal, Review, Task
from lifecycle.cases.rules.differences import difference
from lifecycle.cases.rules.facts import (
    Actor,
    ClearanceFact,
    OrganisationFact,
    Periods,
    ProposalFact,
    QuestionFact,
    ReviewFact,
    Snapshot,
    SystemFact,
    TaskFact,
)
from lifecycle.cases.rules.fields import systems_named
from lifecycle.cases.rules.levels import is_refused_by_default
from lifecycle.cases.selectors.actors import actor_of
from lifecycle.cases.selectors.applications import application_facts
from lifecycle.cases.selectors.ties import ties_of
from lifecycle.rubrics.models import Rubric
from lifecycle.rubrics.selectors import rubric_for
from registry.organisations.models import Membership, Organisation, Person
from registry.systems.models import System


def periods_here() -> Periods:
    """This installation's periods."""
    return Periods(
        notice=settings.RETIREMENT_NOTICE_DAYS,
        observation=max(settings.RETIREMENT_OBSERVATION_DAYS),
        brownout=settings.BROWNOUT_NOTICE_DAYS,
    )


def snapshot_of(case: Case, command: Command | None = None, *, now: datetime | None = None) -> Snapshot:
    """The case as ``decide()`` sees it at ``now``, with the facts ``command`` needs. About ten queries, and a few per name in it."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    tasks = list(case.tasks.order_by())
    system = case.system
    operators = frozenset({system.operator_id or system.sponsor_id})
    content, changed, author = _submitted(case)
    others = list(
        Case.objects.open().filter(system=system).exclude(pk=case.pk).order_by().values_list("process", "state")
    )
    return Snapshot(
        state=State(case.state),
        outcome=case.outcome,
        round=case.round,
        version=case.version,
        stage=system.stage,
        now=now,
        today=today,
        periods=periods_here(),
        notice_ends_on=case.notice_ends_on,
        observation_ends_on=case.observation_ends_on,
        grade=case.grade,
        grade_on=case.grade_on,
        return_items=tuple(case.return_items),
        opener=case.opener_id,
        lead=case.lead_id,
        sponsor=system.sponsor_id,
        author=author,
        operators=operators,
        involved=frozenset({case.opener_id, case.lead_id, system.sponsor_id})
        | operators
        | {task.organisation_id for task in tasks},
        system=system.code,
        is_reachable=system.access_paths.exists(),
        is_suspended=("suspension", State.SUSPENDED) in others,
        is_refused_by_default=is_refused_by_default(
            system.kind, sponsor_kind=system.sponsor.kind, sponsor_division=system.sponsor.division
        ),
        open_processes=frozenset(process for process, _state in others),
        content=content,
        difference=changed,
        duties=dict(case.duties.order_by().values_list("person_id", "kind")),
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
        previous=_previous(case),
        clearances={
            clearance.kind: ClearanceFact(
                clearance.kind,
                ClearanceState(clearance.state),
                clearance.attested_by_id,
                clearance.verified_by_id,
            )
            for clearance in case.clearances.order_by("id")
        },
        proposal=_proposal_fact(case),
        decision=case.decisions.order_by("at").values_list("outcome", flat=True).first() or "",
        questions={command.step: _questions(case, command.step)} if isinstance(command, FileReview) else {},
        people=_people(case, command, today),
        organisations=_organisations(case, command, today),
        systems=_systems(case, command),
        application=application_facts(case, command, today),
    )


def difference_of(case: Case) -> dict[str, tuple[Any, Any]]:
    """What the current round's submission says differently from the one before: {field: (before, after)}. One query."""
    return _submitted(case)[1]


def _submitted(case: Case) -> tuple[dict[str, Any], dict[str, tuple[Any, Any]], int]:
    """The newest submission's content, what it changed against the round before, and whose it is: the opener's while there is none."""
    newest = list(case.submissions.order_by("-round").values_list("round", "content", "by_id")[:2])
    if not newest:
        return {}, {}, case.opened_by_id
    round_number, content, by = newest[0]
    before = newest[1][1] if len(newest) > 1 and round_number == case.round else None
    return content, difference(before, content) if before is not None else {}, by


def _previous(case: Case) -> dict[str, ReviewFact]:
    """What counted in the round before, while it may be carried forward."""
    if case.round == 1 or case.state != State.REVIEW:
        return {}
    reviews = case.reviews.current().filter(round=case.round - 1).prefetch_related("scores__criterion")
    return {review.step: _filed(review) for review in reviews}


def _filed(review: Review) -> ReviewFact:
    scores = list(review.scores.all())
    reasons = {score.criterion.code: score.reason for score in scores if score.reason}
    if review.reason:
        reasons["opinion"] = review.reason
    values = {score.criterion.code: score.value for score in scores}
    return ReviewFact(review.step, review.by_id, review.opinion, values, reasons)


def current_reviews(case: Case) -> list[Review]:
    """The reviews that count in the current round. One query."""
    return list(case.reviews.current().filter(round=case.round).order_by("id"))


def rubric_of(case: Case, step: str) -> Rubric | None:
    """The questions of a step, in the version that was in force when the case was opened, so that all rounds answer the same."""
    return rubric_for(case.process, step, on=timezone.localdate(case.opened_at))


def _task_fact(task: Task) -> TaskFact:
    return TaskFact(
        task.step,
        TaskState(task.state),
        task.organisation_id,
        task.assignee_id,
        task.target,
        extended=task.extended_days,
        reminded_on=task.reminded_on,
    )


def _proposal_fact(case: Case) -> ProposalFact | None:
    proposal = Proposal.objects.filter(case=case).first()
    if proposal is None:
        return None
    giver = Person.objects.filter(username=proposal.standing.get("delegated_by", "")).first()
    return ProposalFact(
        proposal.outcome, proposal.reason, proposal.by_id, proposal.details, giver.pk if giver else None
    )


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


def _systems(case: Case, command: Command | None) -> dict[str, SystemFact]:
    """Which systems of the register the command names."""
    codes: set[str] = set()
    if isinstance(command, Submit):
        codes = systems_named(case.table.fields, command.content)
    elif isinstance(command, Decide) and (choice := case.table.choice(command.outcome)):
        codes = systems_named(choice.details, command.details)
    if not codes:
        return {}
    found = System.objects.filter(code__in=codes).values_list("code", "name", "stage")
    return {code: SystemFact(code, name, stage) for code, name, stage in found}
