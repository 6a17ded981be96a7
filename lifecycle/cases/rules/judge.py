"""``decide()``: what happens, or every reason why not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from lifecycle.cases import commands
from lifecycle.cases.commands import Command
from lifecycle.cases.processes.table import Process, Row, When
from lifecycle.cases.rules import clearing, deciding, opening, reviewing
from lifecycle.cases.rules.effects import DutyTaken, Effect
from lifecycle.cases.rules.facts import Actor, Snapshot, Standing
from lifecycle.cases.rules.standing import Request, duty_of, obstacles_to_who, standing_of
from registry.refusals import Obstacle

C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class Accepted:
    """What happens: the table's row, the standing the actor speaks under, and every change in order."""

    row: Row
    standing: Standing
    effects: tuple[Effect, ...]


def _always(request: Request, command: Command) -> When | None:
    return When.ALWAYS


@dataclass(frozen=True)
class Act(Generic[C]):
    """The rules of one command: which rows apply, what stands against it, what it brings about."""

    obstacles: Callable[[Request, C], list[Obstacle]]
    effects: Callable[[Request, C], Iterable[Effect]]
    when: Callable[[Request, C], When | None] = _always


ACTS: Mapping[type[Command], Act[Any]] = {
    commands.Submit: Act(opening.obstacles_to_submit, opening.effects_of_submit),
    commands.Accept: Act(opening.obstacles_to_accept, opening.effects_of_accept),
    commands.Return: Act(opening.obstacles_to_return, opening.effects_of_return),
    commands.Assign: Act(reviewing.obstacles_to_assign, reviewing.effects_of_assign),
    commands.Claim: Act(reviewing.obstacles_to_claim, reviewing.effects_of_claim),
    commands.Reassign: Act(reviewing.obstacles_to_reassign, reviewing.effects_of_assign),
    commands.Declare: Act(reviewing.obstacles_to_declare, reviewing.effects_of_declare),
    commands.FileReview: Act(
        reviewing.obstacles_to_file_review, reviewing.effects_of_file_review, reviewing.when_filed
    ),
    commands.SupersedeReview: Act(reviewing.obstacles_to_supersede_review, reviewing.effects_of_supersede_review),
    commands.Decide: Act(deciding.obstacles_to_decide, deciding.effects_of_decide, deciding.when_decided),
    commands.Countersign: Act(
        deciding.obstacles_to_countersign, deciding.effects_of_countersign, deciding.when_countersigned
    ),
    commands.Decline: Act(deciding.obstacles_to_decline, deciding.effects_of_decline),
    commands.Rescind: Act(deciding.obstacles_to_rescind, deciding.effects_of_rescind),
    commands.Attest: Act(clearing.obstacles_to_attest, clearing.effects_of_attest),
    commands.Verify: Act(clearing.obstacles_to_verify, clearing.effects_of_verify, clearing.when_verified),
    commands.Reject: Act(clearing.obstacles_to_reject, clearing.effects_of_reject),
    commands.ConfirmShutdown: Act(clearing.obstacles_to_confirm_shutdown, clearing.effects_of_confirm_shutdown),
    commands.Withdraw: Act(opening.obstacles_to_withdraw, opening.effects_of_withdraw),
    commands.Note: Act(opening.obstacles_to_note, opening.effects_of_note),
}


def decide(process: Process, snapshot: Snapshot, command: Command, actor: Actor) -> Accepted | list[Obstacle]:
    """What a command brings about in a case, or every obstacle to it (never an empty list).

    An obstacle's ``kind`` is *who* or *when* whatever the command contains, so that a button can be judged before it is
    pressed; what depends on the content is *content*.
    """
    request, act = Request(process, snapshot, command, actor), ACTS[type(command)]
    here = process.rows_for(type(command), snapshot.state)
    if not here:
        told = {"state": snapshot.state.label}
        obstacle = Obstacle("wrong-state", _("This cannot be done while the case is: %(state)s.") % told)
        elsewhere = [row for row in process.rows if row.command is type(command)]
        return [obstacle, *(_best(request, elsewhere)[1] if elsewhere else [])]
    when = act.when(request, command)
    row, found = _best(request, [row for row in here if row.when in {when, When.ALWAYS}] or here)
    found += act.obstacles(request, command)
    standing = standing_of(request, row.who)
    if found or standing is None:
        return found
    effects = tuple(act.effects(request, command))
    return Accepted(row, standing, (*_duties_taken(request, row, effects), *effects))


def _best(request: Request, rows: Iterable[Row]) -> tuple[Row, list[Obstacle]]:
    """Of rows that are alternatives, the one with the least against this actor."""
    judged = [(row, obstacles_to_who(request, row.who)) for row in rows]
    return min(judged, key=lambda pair: len(pair[1]))


def _duties_taken(request: Request, row: Row, effects: Iterable[Effect]) -> list[Effect]:
    """The duty that comes with acting, unless it is held already or the act itself settles it (recusal)."""
    person, duty = request.actor.person, duty_of(row.who, request.step)
    settled = any(isinstance(effect, DutyTaken) and effect.person == person for effect in effects)
    if duty is None or settled or person in request.snapshot.duties:
        return []
    return [DutyTaken(person, duty)]
