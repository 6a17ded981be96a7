"""Each effect, as rows."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, singledispatch
from typing import Any

from django.utils import timezone

from lifecycle.calendar.rules import WorkingDays
from lifecycle.calendar.selectors import working_days
from lifecycle.cases.commands import Command
from lifecycle.cases.enums import Answer, ClearanceState, DutyKind, State, TaskState
from lifecycle.cases.models import (
    AcceptanceRecord,
    Case,
    Clearance,
    Declaration,
    Duty,
    Proposal,
    Submission,
    Task,
)
from lifecycle.cases.processes import newest
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.rules import effects
from lifecycle.cases.rules.facts import Standing
from lifecycle.cases.services.filing import store_decision, store_review
from lifecycle.cases.services.opening import begin
from lifecycle.cases.signals import clearance_began, decision_taken
from lifecycle.commitments.services import promise
from registry.organisations.models import Person
from registry.systems.models import System
from registry.systems.stages import move_stage


@dataclass
class Deed:
    """An accepted command being written. ``verb`` and ``data`` are what its event will say; no opinion ever goes in there."""

    case: Case
    command: Command
    by: Person | None
    standing: Standing
    at: datetime
    verb: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.verb = self.command.verb
        for name in ("items", "organisations", "text", "reason", "answer", "person", "days", "basis"):
            if told := getattr(self.command, name, ""):
                self.data[name] = told

    @property
    def person(self) -> Person:
        """Whoever acts, where only people may.

        Raises:
            ValueError: the program itself acts.
        """
        if self.by is None:
            raise ValueError(f"{self.command.name} is for people.")
        return self.by

    @cached_property
    def calendar(self) -> WorkingDays:
        return working_days()

    def task(self, step: str, target: str) -> Task:
        """A task of the current round; where there was none a new one, not stored yet. One query for all of a deed."""
        return self._tasks.setdefault(
            (self.case.round, step, target), Task(case=self.case, round=self.case.round, step=step, target=target)
        )

    @cached_property
    def _tasks(self) -> dict[tuple[int, str, str], Task]:
        return {(task.round, task.step, task.target): task for task in self.case.tasks.order_by()}


@singledispatch
def write(effect: effects.Effect, deed: Deed) -> None:
    """Bring the effect about in the database and on ``deed.case``, whose row is saved at the end."""
    raise NotImplementedError(type(effect).__name__)


@write.register
def _(effect: effects.Moved, deed: Deed) -> None:
    deed.case.state, deed.case.outcome = effect.to, effect.outcome
    if effect.to == State.CLOSED:
        deed.case.closed_at = deed.at


@write.register
def _(effect: effects.StageMoved, deed: Deed) -> None:
    move_stage(system=deed.case.system, to=effect.to, by=deed.by, because=deed.case.number)


@write.register
def _(effect: effects.RoundBegun, deed: Deed) -> None:
    deed.case.round += 1
    deed.case.return_items = list(effect.items)


@write.register
def _(effect: effects.DutyTaken, deed: Deed) -> None:
    duty = Duty(case=deed.case, person_id=effect.person, kind=effect.duty, since=deed.at)
    Duty.objects.bulk_create(  # one statement, also where whoever had a duty is recused
        [duty], update_conflicts=True, unique_fields=["case", "person"], update_fields=["kind", "since"]
    )
    person = deed.by if deed.by and deed.by.pk == effect.person else duty.person
    deed.data.setdefault("duty", {})[person.account] = effect.duty


@write.register
def _(effect: effects.TaskSet, deed: Deed) -> None:
    fact, case = effect.task, deed.case
    task = deed.task(fact.step, fact.target)
    opens = fact.state == TaskState.OPEN and task.state != TaskState.OPEN
    task.state, task.organisation_id, task.assignee_id = fact.state, fact.organisation, fact.assignee
    step = case.table.step(fact.step)
    if opens and step:
        task.due_on = fact.due_on or deed.calendar.add_working_days(timezone.localdate(deed.at), step.days)
    task.extended_days, task.reminded_on = fact.extended, fact.reminded_on
    done = fact.state == TaskState.DONE
    task.done_by, task.done_at = (deed.by, deed.at) if done else (None, None)
    task.save()


@write.register
def _(effect: effects.Submitted, deed: Deed) -> None:
    content = {
        "case": deed.case.number,
        "round": deed.case.round,
        "content": dict(effect.content),
        "answers": [list(pair) for pair in effect.answers],
        "grounds_sha256": deed.case.grounds_sha256,
        "by": deed.person.account,
        "at": deed.at,
    }
    submission = Submission.objects.create(
        case=deed.case,
        round=deed.case.round,
        content=content["content"],
        answers=content["answers"],
        by=deed.person,
        standing=deed.standing.as_json(),
        at=deed.at,
        sha256=sha256_of(content),
    )
    deed.case.return_items = []
    deed.data["submission_sha256"] = submission.sha256


@write.register
def _(effect: effects.Declared, deed: Deed) -> None:
    Declaration.objects.create(
        case=deed.case,
        round=deed.case.round,
        step=effect.step,
        person_id=effect.person,
        answer=effect.answer,
        wording=str(Answer(effect.answer).label),
        statement=effect.statement,
        at=deed.at,
    )


@write.register
def _(effect: effects.ReviewFiled, deed: Deed) -> None:
    review = store_review(effect, case=deed.case, by=deed.person, standing=deed.standing, at=deed.at)
    deed.data["review_sha256"] = review.sha256


@write.register
def _(effect: effects.Proposed, deed: Deed) -> None:
    if effect.proposal is None:
        Proposal.objects.filter(case=deed.case).delete()
        return
    proposal = effect.proposal
    made = {"outcome": proposal.outcome, "reason": proposal.reason, "details": dict(proposal.details)}
    signed = {"by": deed.person, "at": deed.at, "standing": deed.standing.as_json()}
    Proposal.objects.update_or_create(case=deed.case, defaults=made | signed)
    deed.data["proposed"] = effect.proposal.outcome or "rescind"
    if effect.proposal.outcome:
        deed.verb = "cases.decision_proposed"


@write.register
def _(effect: effects.Decided, deed: Deed) -> None:
    decision = store_decision(effect, case=deed.case, by=deed.person, standing=deed.standing, at=deed.at)
    deed.data |= {"decision_sha256": decision.sha256, "against": list(effect.against), "basis": decision.basis}
    Proposal.objects.filter(case=deed.case).delete()
    decision_taken.send(Case, case=deed.case, decision=decision)


@write.register
def _(effect: effects.Promised, deed: Deed) -> None:
    if effect.entries:
        case = deed.case
        promise(system=case.system, case_number=case.number, entries=effect.entries, by=deed.person)


@write.register
def _(effect: effects.NoticeBegun, deed: Deed) -> None:
    deed.case.notice_ends_on = effect.ends_on
    deed.data["notice_ends_on"] = effect.ends_on


@write.register
def _(effect: effects.ObservationBegun, deed: Deed) -> None:
    deed.case.observation_ends_on = effect.ends_on
    deed.data["observation_ends_on"] = effect.ends_on


@write.register
def _(effect: effects.GradeSet, deed: Deed) -> None:
    deed.case.grade, deed.case.grade_on = effect.grade, effect.on
    deed.data["grade_on"] = effect.on


@write.register
def _(effect: effects.Tested, deed: Deed) -> None:
    AcceptanceRecord.objects.bulk_create(
        AcceptanceRecord(
            case=deed.case,
            test=test,
            passed=passed,
            remark=remark,
            by=deed.person,
            standing=deed.standing.as_json(),
            at=deed.at,
        )
        for test, (passed, remark) in effect.findings.items()
    )
    deed.data["passed"] = {test: passed for test, (passed, _remark) in effect.findings.items()}


@write.register
def _(effect: effects.Extended, deed: Deed) -> None:
    """T1: by working days from the day it was due on, whenever that is asked for."""
    task = deed.task(effect.step, effect.target)
    task.due_on = deed.calendar.add_working_days(task.due_on or timezone.localdate(deed.at), effect.days)
    task.extended_days += effect.days
    task.save(update_fields=["due_on", "extended_days"])
    deed.data["due_on"] = task.due_on


@write.register
def _(effect: effects.Reminded, deed: Deed) -> None:
    tasks = deed.case.tasks.filter(round=deed.case.round, step=effect.step, target=effect.target)
    tasks.update(reminded_on=effect.on)


@write.register
def _(effect: effects.FollowUp, deed: Deed) -> None:
    """The next case, in the same transaction: where it cannot be opened, nothing of this is written."""
    case = deed.case
    decision = case.decisions.get()
    authors = [duty.person for duty in case.duties.filter(kind=DutyKind.AUTHOR).select_related("person")]
    authors.sort(key=lambda author: author != case.opened_by)
    opened = begin(
        table=newest(effect.process),
        system=System.objects.select_for_update(of=("self",)).select_related("sponsor").get(pk=case.system_id),
        opener=case.lead,
        lead=case.lead,
        grounds={**effect.grounds, "case": case.number, "decision_sha256": decision.sha256},
        by=deed.person,
        authors=authors,
        standing=deed.standing.as_json(),
        follows=case,
    )
    deed.data["opened"] = opened.number


@write.register
def _(effect: effects.ClearanceSet, deed: Deed) -> None:
    fact = effect.clearance
    clearance = Clearance.objects.filter(case=deed.case, kind=fact.kind).first()
    begins = clearance is None
    clearance = clearance or Clearance(case=deed.case, kind=fact.kind)
    clearance.state = fact.state
    clearance.attested_by_id, clearance.verified_by_id = fact.attested_by, fact.verified_by
    if fact.state == ClearanceState.OPEN:
        clearance.attested_at = clearance.verified_at = None
        clearance.statement, clearance.basis = "", []
    elif fact.state == ClearanceState.ATTESTED:
        clearance.attested_at, clearance.statement = deed.at, effect.statement
    else:
        clearance.verified_at, clearance.basis = deed.at, [dict(proof) for proof in effect.basis]
        deed.data["basis"] = clearance.basis
    clearance.save()
    if begins:
        clearance_began.send(Clearance, clearance=clearance)
