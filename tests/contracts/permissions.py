"""Who may what in a case, worked out from the process tables a second time: simply, from rows, knowing nothing of the judge.

It answers only *who*; whether it is the time for it is the engine's to say, and every surface has to say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from lifecycle.cases.commands import (
    ClearanceCommand,
    Command,
    Countersign,
    Extend,
    Remind,
    StepCommand,
    SupersedeReview,
    Verify,
)
from lifecycle.cases.enums import DutyKind, State, TaskState
from lifecycle.cases.models import Case, Proposal
from lifecycle.cases.processes.table import Row, Seat, Step
from registry.organisations.enums import Role
from registry.organisations.models import Delegation, Interest, Membership, Person

LEADS = {Role.INTAKE_OFFICER, Role.CASE_OFFICER, Role.DECISION_MAKER, Role.CLEARANCE_VERIFIER, Role.LEADER}
NO_WORK = {Role.AUDITOR, Role.ADMINISTRATOR}
NOT_JUDGING = {DutyKind.AUTHOR, DutyKind.ATTEST, DutyKind.RECUSED}


@dataclass(frozen=True)
class Hat:
    """A role in an organisation, and whose it is where it was delegated."""

    role: str
    organisation: int
    giver: int | None = None


class People:
    """Everybody's hats, organisations and declared interests today."""

    def __init__(self) -> None:
        today = timezone.localdate()
        self.hats: dict[int, list[Hat]] = {}
        for each in Membership.objects.active(today):
            self.hats.setdefault(each.person_id, []).append(Hat(each.role, each.organisation_id))
        self.places = {person: {hat.organisation for hat in hats} for person, hats in self.hats.items()}
        for lent in Delegation.objects.active(today):
            self.hats.setdefault(lent.taker_id, []).append(Hat(lent.role, lent.organisation_id, lent.giver_id))
        self.interests = set(Interest.objects.active(today).values_list("person", "organisation"))

    def of(self, person: Person) -> list[Hat]:
        return self.hats.get(person.pk, [])


class Place:
    """A case as it stands, and who may what in it."""

    def __init__(self, case: Case, people: People) -> None:
        self.case, self.people = case, people
        self.rows = [row for row in case.table.rows if row.source == case.state]
        self.tasks = list(case.tasks.all())
        self.now = {(task.step, task.target): task for task in self.tasks if task.round == case.round}
        self.duties = dict(case.duties.values_list("person", "kind"))
        self.authors = {each.step: each.by_id for each in case.reviews.current().filter(round=case.round)}
        self.attested = dict(case.clearances.values_list("kind", "attested_by"))
        self.proposed_by = Proposal.objects.filter(case=case).values_list("by", flat=True).first()
        self.owners = {case.system.sponsor_id, case.system.operator_id}

    def is_seen_by(self, person: Person) -> bool:
        """Auditors see all, the lead's people theirs, organisations what they were given, owners what has been submitted."""
        hats = self.people.of(person)
        work = [hat for hat in hats if hat.role not in NO_WORK]
        given = {task.organisation_id for task in self.tasks}
        owners = self.owners if self.case.state != State.DRAFT else set()
        return any(hat.role == Role.AUDITOR for hat in hats) or any(
            hat.organisation in given | owners or (hat.role in LEADS and hat.organisation == self.case.lead_id)
            for hat in work
        )

    @cached_property
    def commands(self) -> list[tuple[type[Command], str]]:
        """Every command with a row in the case's state, once for each thing it can be about."""
        return [
            (command, target)
            for command in dict.fromkeys(row.command for row in self.rows)
            for target in self._targets(command)
        ]

    def _targets(self, command: type[Command]) -> Iterator[str]:
        if issubclass(command, Extend | Remind):
            yield from dict.fromkeys(task.step for task in self.now.values() if task.state == TaskState.OPEN)
        elif issubclass(command, StepCommand):
            yield from (step.code for step in self.case.table.reviews)
        elif issubclass(command, ClearanceCommand):
            yield from self.attested
        else:
            yield ""

    def may(self, person: Person, command: type[Command], target: str) -> bool:
        """Whether this is somebody who may do it, at the right time and with the right content."""
        rows = [row for row in self.rows if row.command is command]
        fitting = (self._fits(row, hat, person, target) for row in rows for hat in self.people.of(person))
        return not self._is_own_affair(person, command, target) and any(fitting)

    def _is_own_affair(self, person: Person, command: type[Command], target: str) -> bool:
        """What nobody does to their own work, and what only its author does."""
        if command is Extend:
            work = [task for task in self.now.values() if task.step == target and task.state == TaskState.OPEN]
            return any(task.assignee_id == person.pk for task in work)
        own: dict[type[Command], bool] = {
            Verify: self.attested.get(target) == person.pk,
            Countersign: self.proposed_by == person.pk,
            SupersedeReview: self.authors.get(target, person.pk) != person.pk,
        }
        return own.get(command, False)

    def _fits(self, row: Row, hat: Hat, person: Person, target: str) -> bool:
        who, step = row.who, self._step(person, target)
        is_the_steps = who.seat is Seat.STEP and not who.roles
        task = self.now.get((step.code, "")) if step else None
        needed = (step.duty if step else None) if is_the_steps else who.duty
        people = {person.pk} | ({hat.giver} if hat.giver else set())
        held = {self.duties[each] for each in people if each in self.duties}
        return (
            hat.role in (who.roles or (step.roles if step else ()))
            and hat.organisation in self._seats(row, task)
            and DutyKind.RECUSED not in held
            and (needed is None or held <= {needed})
            and (not who.assignee or (task is not None and task.assignee_id in people))
            and not (is_the_steps and step and self._is_tied(step, people))
            and not (needed and needed not in NOT_JUDGING and self._is_interested(people))
        )

    def _step(self, person: Person, target: str) -> Step | None:
        """The step named; else the open review somebody holds, else the first that is open."""
        table = self.case.table
        if named := table.step(target):
            return named
        turn = table.open_reviews(self.authors)
        held = [step for step in turn if (task := self.now.get((step.code, ""))) and task.assignee_id == person.pk]
        return next(iter([*held, *turn]), None)

    def _seats(self, row: Row, task: Any) -> set[int]:
        case = self.case
        operator = case.system.operator_id or case.system.sponsor_id
        given = {each.organisation_id for each in self.tasks}
        return {
            Seat.OPENER: {case.opener_id},
            Seat.LEAD: {case.lead_id},
            Seat.SPONSOR: {case.system.sponsor_id},
            Seat.STEP: {task.organisation_id} if task else set(),
            Seat.OPERATOR: {operator},
            Seat.INVOLVED: {case.opener_id, case.lead_id, case.system.sponsor_id, operator} | given,
            Seat.MACHINE: set(),
        }[row.who.seat]

    def _is_tied(self, step: Step, people: set[int]) -> bool:
        """In this county nobody is tied to a system but by being its owner or having opened the case."""
        system = self.case.system
        ties = {"opener": self.case.opener_id, "sponsor": system.sponsor_id, "operator": system.operator_id}
        places = {place for person in people for place in self.people.places.get(person, ())}
        return any(ties.get(tie) in places for tie in step.independent_of)

    def _is_interested(self, people: set[int]) -> bool:
        return any((person, owner) in self.people.interests for person in people for owner in self.owners)
