"""Who: roles and seats, one duty per person, who holds a step, and independence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.cases.commands import Command
from lifecycle.cases.enums import DutyKind, TaskState, Tie
from lifecycle.cases.processes.table import Process, Seat, Step, Who
from lifecycle.cases.rules.facts import Actor, Snapshot, Standing, TaskFact
from registry.refusals import Obstacle

_SENTENCES = {
    Tie.OPENER: gettext_lazy("%(organisation)s opened the case and cannot review it."),
    Tie.SPONSOR: gettext_lazy("%(organisation)s is the sponsor or is tied to it and cannot review the case."),
    Tie.OPERATOR: gettext_lazy("%(organisation)s is the operator or is tied to it and cannot review the case."),
    Tie.CONTRACTOR: gettext_lazy("%(organisation)s is a contractor or is tied to one and cannot review the case."),
}


@dataclass(frozen=True)
class Request:
    """One command at the door: all that a rule may look at. ``step`` is the one it is about, if any."""

    process: Process
    snapshot: Snapshot
    command: Command
    actor: Actor

    @property
    def step(self) -> Step | None:
        """The step the command names; else the open review the actor holds, else the first whose turn it is."""
        if named := self.process.step(self.command.target):
            return named
        turn = self.process.open_reviews(self.snapshot.reviews)
        mine = (step for step in turn if self._holds(step))
        return next(mine, turn[0] if turn else None)

    @property
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


def standing_of(request: Request, who: Who) -> Standing | None:
    """The role and organisation under which the actor may speak; ``None``: there is none."""
    step, task, snapshot = request.step, request.task, request.snapshot
    roles = who.roles or ((step.role,) if step else ())
    seats = {
        Seat.OPENER: frozenset({snapshot.opener}),
        Seat.LEAD: frozenset({snapshot.lead}),
        Seat.STEP: frozenset({task.organisation}) if task else frozenset(),
        Seat.OPERATOR: snapshot.operators,
        Seat.INVOLVED: snapshot.involved,
    }[who.seat]
    return next((each for each in request.actor.standings if each.role in roles and each.organisation in seats), None)


def obstacles_to_who(request: Request, who: Who) -> list[Obstacle]:
    """Everything against this actor, whatever the command says and whenever it comes."""
    snapshot, actor, step, task = request.snapshot, request.actor, request.step, request.task
    found: list[Obstacle] = []
    if standing_of(request, who) is None:
        found.append(Obstacle("role-missing", _("Only %(who)s can do this.") % {"who": who.label}, kind="who"))
    found += obstacles_to_duty(snapshot, actor, duty_of(who, step))
    if who.assignee and (task is None or task.assignee != actor.person):
        found.append(Obstacle("not-yours", _("Only the person who holds this review can do this."), kind="who"))
    if step and who.seat is Seat.STEP and not who.roles:
        found += obstacles_to_independence(step, actor.standings, kind="who")
    return found


def obstacles_to_duty(snapshot: Snapshot, actor: Actor, needed: DutyKind | None) -> list[Obstacle]:
    """One duty per natural person and case, over all its rounds; recused is for good."""
    held = snapshot.duties.get(actor.person)
    if held == DutyKind.RECUSED:
        return [Obstacle("recused", _("You are recused from this case and can do nothing more in it."), kind="who")]
    if needed and held and held != needed:
        told = {"held": DutyKind(held).label, "needed": needed.label}
        message = _(
            "You are %(held)s in this case and cannot also be %(needed)s: one person has one duty. Ask a colleague."
        )
        return [Obstacle("other-duty", message % told, kind="who")]
    return []


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
    found: list[Obstacle] = []
    if not any(each.role == step.role and each.organisation == task.organisation for each in candidate.standings):
        message = _("This person does not hold the role for this review in the organisation it was given to.")
        found.append(Obstacle("candidate-role-missing", message, "person", "content"))
    if snapshot.duties.get(candidate.person, step.duty) != step.duty:
        message = _("This person already has another duty in the case or is recused; choose a colleague.")
        found.append(Obstacle("candidate-other-duty", message, "person", "content"))
    if task.assignee == candidate.person:
        found.append(Obstacle("already-theirs", _("This person already holds the review."), "person", "content"))
    return found + obstacles_to_independence(step, candidate.standings, kind="content")


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
