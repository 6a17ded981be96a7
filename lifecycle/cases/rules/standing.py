"""Who: roles and seats, one duty per person, who holds a step, and independence."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.cases.commands import Command
from lifecycle.cases.enums import DutyKind, State, TaskState, Tie
from lifecycle.cases.processes.table import Process, Row, Seat, Step, Who
from lifecycle.cases.rules.facts import MACHINE, Actor, Snapshot, Standing, TaskFact
from registry.refusals import Obstacle

_SENTENCES = {
    Tie.OPENER: gettext_lazy("%(organisation)s opened the case and cannot review it."),
    Tie.SPONSOR: gettext_lazy("%(organisation)s is the sponsor or is tied to it and cannot review the case."),
    Tie.OPERATOR: gettext_lazy("%(organisation)s is the operator or is tied to it and cannot review the case."),
    Tie.CONTRACTOR: gettext_lazy("%(organisation)s is a contractor or is tied to one and cannot review the case."),
}


@dataclass(frozen=True)
class Request:
    """One command at the door: all that a rule may look at. ``step`` is the one it is about, if any; ``row`` and ``standing`` what
    it would go by."""

    process: Process
    snapshot: Snapshot
    command: Command
    actor: Actor
    row: Row | None = None
    standing: Standing | None = None

    @property
    def people(self) -> set[int | None]:
        """Whoever acts, and for whom."""
        return {each.person for each in people_behind(self.actor, self.standing)}

    @property
    def delegated_by(self) -> int | None:
        """For whom the actor acts, if for somebody."""
        return self.standing.delegated_by.person if self.standing and self.standing.delegated_by else None

    @property
    def target(self) -> State:
        """Where the case goes."""
        return self.row.target if self.row else self.snapshot.state

    @cached_property
    def step(self) -> Step | None:
        """The step the command names; else the open review the actor holds, else the first whose turn it is."""
        if named := self.process.step(self.command.target):
            return named
        turn = self.process.open_reviews(self.snapshot.reviews)
        mine = (step for step in turn if self._holds(step))
        return next(mine, turn[0] if turn else None)

    @cached_property
    def task(self) -> TaskFact | None:
        return self.snapshot.task(self.step.code) if self.step else None

    def _holds(self, step: Step) -> bool:
        task = self.snapshot.task(step.code)
        return task is not None and task.assignee == self.actor.person


def duty_of(who: Who, step: Step | None) -> DutyKind | None:
    """The duty a holder has or takes; ``None``: none."""
    if who.seat is Seat.STEP and not who.roles:
        return step.duty if step else None
    return who.duty


def standings_of(request: Request, who: Who) -> list[Standing]:
    """The roles and organisations under which the actor may speak, own ones first; none: not at all."""
    if who.seat is Seat.MACHINE:
        return list(MACHINE.standings) if request.actor is MACHINE else []
    step, task, snapshot = request.step, request.task, request.snapshot
    roles = who.roles or (step.roles if step else ())
    seats = {
        Seat.OPENER: frozenset({snapshot.opener}),
        Seat.LEAD: frozenset({snapshot.lead}),
        Seat.SPONSOR: frozenset({snapshot.sponsor}),
        Seat.STEP: frozenset({task.organisation}) if task else frozenset(),
        Seat.OPERATOR: snapshot.operators,
        Seat.INVOLVED: snapshot.involved,
    }[who.seat]
    return [each for each in request.actor.standings if each.role in roles and each.organisation in seats]


def judged(request: Request, who: Who) -> tuple[Standing | None, list[Obstacle]]:
    """The standing with the least against it, and everything against this actor under it, whatever the command says."""
    standings = standings_of(request, who)
    if not standings:
        missing = Obstacle("role-missing", _("Only %(who)s can do this.") % {"who": who.label}, kind="who")
        return None, [missing, *_obstacles_under(request, who, None)]
    both = ((each, _obstacles_under(request, who, each)) for each in standings)
    return min(both, key=lambda pair: len(pair[1]))


def people_behind(actor: Actor, standing: Standing | None) -> tuple[Actor, ...]:
    """Whoever acts, and whoever delegated the role to them: what forbids it to one of the two forbids it."""
    return (actor, standing.delegated_by) if standing and standing.delegated_by else (actor,)


def _obstacles_under(request: Request, who: Who, standing: Standing | None) -> list[Obstacle]:
    snapshot, actor, step, task = request.snapshot, request.actor, request.step, request.task
    people, needed = people_behind(actor, standing), duty_of(who, step)
    found = [obstacle for each in people for obstacle in obstacles_to_duty(snapshot, each, needed, actor=actor)]
    if who.assignee and (task is None or task.assignee not in {each.person for each in people}):
        found.append(Obstacle("not-yours", _("Only the person who holds this review can do this."), kind="who"))
    is_the_steps = who.seat is Seat.STEP and not who.roles
    for each in people:
        if step and is_the_steps:
            found += obstacles_to_independence(step, each.standings, kind="who")
        if needed in JUDGING:
            found += obstacles_to_interests(each, kind="who")
    return found


JUDGING = frozenset(kind for kind in DutyKind if kind not in {DutyKind.AUTHOR, DutyKind.ATTEST, DutyKind.RECUSED})
"""The duties that judge a case: nobody takes one who has declared interests in those it is about."""

_OWNERS = frozenset({Tie.SPONSOR, Tie.OPERATOR, Tie.CONTRACTOR})


def obstacles_to_interests(person: Actor, *, kind: str) -> list[Obstacle]:
    """Every interest somebody declared in an organisation that owns, runs or builds the system, or is tied to one that does."""
    message = _("%(organisation)s is tied to the system, and %(person)s has declared an interest in it.")
    return [
        Obstacle(
            "declared-interest",
            message % {"organisation": each.name, "person": person.name or person.account},
            "" if kind == "who" else "person",
            kind,
        )
        for each in person.interests
        if each.ties & _OWNERS
    ]


def obstacles_to_duty(snapshot: Snapshot, person: Actor, needed: DutyKind | None, *, actor: Actor) -> list[Obstacle]:
    """One duty per natural person and case, over all its rounds; recused is for good. ``person``: the actor, or whose role it is."""
    held = snapshot.duties.get(person.person)
    if held == DutyKind.RECUSED:
        return [Obstacle("recused", _recused(person, actor), kind="who")]
    if needed and held and held != needed:
        told = {"held": DutyKind(held).label, "needed": needed.label, "person": person.name or person.account}
        message = (
            _("You are %(held)s in this case and cannot also be %(needed)s: one person has one duty. Ask a colleague.")
            if person.person == actor.person
            else _("%(person)s, for whom you act, is %(held)s in this case and cannot also be %(needed)s.")
        )
        return [Obstacle("other-duty", message % told, kind="who")]
    return []


def _recused(person: Actor, actor: Actor) -> str:
    if person.person == actor.person:
        return _("You are recused from this case and can do nothing more in it.")
    return _("%(person)s, for whom you act, is recused from this case.") % {"person": person.name or person.account}


def obstacles_to_independence(step: Step, standings: Iterable[Standing], *, kind: str) -> list[Obstacle]:
    """Every tie of somebody's organisations to the system that this step forbids (D5)."""
    ties = dict.fromkeys((each.name, tie) for each in standings for tie in sorted(each.ties & step.independent_of))
    return [Obstacle("not-independent", _SENTENCES[tie] % {"organisation": name}, kind=kind) for name, tie in ties]


def obstacles_to_candidate(request: Request, account: str) -> list[Obstacle]:
    """Everything against giving the step to somebody."""
    snapshot, step, task = request.snapshot, request.step, request.task
    candidate = snapshot.people.get(account)
    if candidate is None or step is None or task is None:
        return [Obstacle("person-unknown", _("Name a person with an account."), "person", "content")]
    standings: list[Standing | None] = [
        each for each in candidate.standings if each.role in step.roles and each.organisation == task.organisation
    ]
    found = min((_obstacles_to(request, step, candidate, each) for each in standings or [None]), key=len)
    if task.assignee == candidate.person:
        found.append(Obstacle("already-theirs", _("This person already holds the review."), "person", "content"))
    return found


def _obstacles_to(request: Request, step: Step, candidate: Actor, standing: Standing | None) -> list[Obstacle]:
    found: list[Obstacle] = []
    if standing is None:
        message = _("This person does not hold the role for this review in the organisation it was given to.")
        found.append(Obstacle("candidate-role-missing", message, "person", "content"))
    people = people_behind(candidate, standing)
    if any(request.snapshot.duties.get(each.person, step.duty) != step.duty for each in people):
        message = _("This person already has another duty in the case or is recused; choose a colleague.")
        found.append(Obstacle("candidate-other-duty", message, "person", "content"))
    for each in people:
        found += obstacles_to_interests(each, kind="content")
        found += obstacles_to_independence(step, each.standings, kind="content")
    return found


def obstacles_to_turn(request: Request) -> list[Obstacle]:
    """A step can be worked on when its turn has come and it is not filed."""
    task = request.task
    if task is None or task.state == TaskState.WAITING:
        return [Obstacle("not-its-turn", _("An earlier review has to be filed first."))]
    if task.state != TaskState.OPEN:
        return [Obstacle("already-filed", _("This review has been filed already."))]
    return []


def blank(text: str) -> bool:
    return not text.strip()


def reason_missing(text: str, field: str = "reason") -> list[Obstacle]:
    """A written reason is due."""
    if blank(text):
        return [Obstacle("reason-missing", _("Write down the reason."), field, "content")]
    return []
