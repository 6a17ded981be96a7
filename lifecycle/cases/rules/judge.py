"""``decide()``: what happens, or every reason why not."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from lifecycle.cases import commands
from lifecycle.cases.commands import Command
from lifecycle.cases.enums import DutyKind
from lifecycle.cases.processes.table import Process, Row, When
from lifecycle.cases.rules import clearing, deciding, keeping, launching, leaving, opening, reviewing
from lifecycle.cases.rules.effects import DutyTaken, Effect, Moved, StageMoved
from lifecycle.cases.rules.facts import MACHINE, Actor, Snapshot, Standing
from lifecycle.cases.rules.stages import is_way, stage_after
from lifecycle.cases.rules.standing import Request, duty_of, judged, people_behind
from registry.refusals import Obstacle
from registry.systems.enums import Stage

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
    commands.CarryForward: Act(
        reviewing.obstacles_to_carry_forward, reviewing.effects_of_carry_forward, reviewing.when_filed
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
    commands.Reopen: Act(clearing.obstacles_to_reopen, clearing.effects_of_reject),
    commands.AdvanceShutdown: Act(leaving.obstacles_to_advance_shutdown, leaving.effects_of_advance_shutdown),
    commands.StepBack: Act(leaving.obstacles_to_step_back, leaving.effects_of_step_back),
    commands.ConfirmShutdown: Act(leaving.obstacles_to_confirm_shutdown, leaving.effects_of_confirm_shutdown),
    commands.EndObservation: Act(
        leaving.obstacles_to_end_observation, leaving.effects_of_end_observation, leaving.when_observed
    ),
    commands.RecordAcceptance: Act(
        launching.obstacles_to_record_acceptance, launching.effects_of_record_acceptance, launching.when_accepted
    ),
    commands.ReportDone: Act(launching.obstacles_to_report_done, launching.effects_of_report_done),
    commands.Suspend: Act(launching.obstacles_to_suspend, launching.effects_of_suspend),
    commands.Resume: Act(launching.obstacles_to_resume, launching.effects_of_resume),
    commands.Withdraw: Act(opening.obstacles_to_withdraw, opening.effects_of_withdraw),
    commands.Extend: Act(keeping.obstacles_to_extend, keeping.effects_of_extend),
    commands.Remind: Act(keeping.obstacles_to_remind, keeping.effects_of_remind),
    commands.Note: Act(keeping.obstacles_to_note, keeping.effects_of_note),
}


def decide(process: Process, snapshot: Snapshot, command: Command, actor: Actor) -> Accepted | list[Obstacle]:
    """What a command brings about in a case, or every obstacle to it (never an empty list).

    An obstacle's ``kind`` is *who* or *when* whatever the command contains, so that a button can be judged before it is
    pressed; what depends on the content is *content*.
    """
    request, act = Request(process, snapshot, command, actor), ACTS[type(command)]
    here = process.rows_for(type(command), snapshot.state)
    if not here:
        told = {"state": process.state_label(snapshot.state)}
        obstacle = Obstacle("wrong-state", _("This cannot be done while the case is: %(state)s.") % told)
        elsewhere = [row for row in process.rows if row.command is type(command)]
        return [obstacle, *(_best(request, elsewhere)[2] if elsewhere else [])]
    when = act.when(request, command)
    row, standing, found = _best(request, [row for row in here if row.when in {when, When.ALWAYS}] or here)
    request = replace(request, row=row, standing=standing)
    if when is not None:
        found = [*found, *obstacles_to_stage(snapshot, row)]
    found = [*found, *act.obstacles(request, command)]
    if found or standing is None:
        return found
    effects = tuple(act.effects(request, command))
    duties = _duties_taken(request, standing, effects)
    return Accepted(row, standing, (*duties, *effects, *_moves(snapshot, row)))


def _best(request: Request, rows: Iterable[Row]) -> tuple[Row, Standing | None, list[Obstacle]]:
    """Of rows that are alternatives, the one with the least against this actor."""
    both = ((row, *judged(request, row.who)) for row in rows)
    return min(both, key=lambda each: len(each[2]))


def obstacles_to_stage(snapshot: Snapshot, row: Row) -> list[Obstacle]:
    """A system that another case has taken elsewhere meanwhile is not taken along a way there is not."""
    if row.stage is None or _stays(snapshot, row) or is_way(snapshot.stage, stage_after(snapshot, row.stage)):
        return []
    told = {"stage": Stage(snapshot.stage).label}
    return [Obstacle("stage", _("The system is %(stage)s by another case; this cannot be done.") % told)]


def _stays(snapshot: Snapshot, row: Row) -> bool:
    """A suspension ends without moving a system whose retirement was decided meanwhile."""
    return row.command is commands.Resume and snapshot.stage != Stage.SUSPENDED


def _moves(snapshot: Snapshot, row: Row) -> list[Effect]:
    moves: list[Effect] = []
    if row.stage and not _stays(snapshot, row):
        moves.append(StageMoved(stage_after(snapshot, row.stage)))
    if row.target != row.source:
        moves.append(Moved(row.target, row.outcome or ""))
    return moves


def _duties_taken(request: Request, standing: Standing, effects: Iterable[Effect]) -> list[Effect]:
    """The duty that comes with acting, for the actor and whoever delegated, unless it is held already or the act itself
    settles it (recusal)."""
    duty = duty_of(request.row.who, request.step) if request.row else None
    settled = {effect.person for effect in effects if isinstance(effect, DutyTaken)}
    if duty is None or request.actor is MACHINE:
        return []
    people = (each.person for each in people_behind(request.actor, standing))
    free = [person for person in people if person not in settled and person not in request.snapshot.duties]
    return [DutyTaken(person, DutyKind(duty)) for person in free]
