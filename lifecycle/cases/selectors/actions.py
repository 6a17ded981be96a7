"""Which buttons there are, and why some are grey: what ``decide()`` and the preconditions say before anything is filled in."""

from collections.abc import Iterator
from dataclasses import dataclass

from lifecycle.cases import preconditions
from lifecycle.cases.commands import ClearanceCommand, Command, Extend, Remind, StepCommand
from lifecycle.cases.enums import TaskState
from lifecycle.cases.models import Case
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.rules.facts import Snapshot
from lifecycle.cases.selectors.actors import actor_of
from lifecycle.cases.selectors.facts import snapshot_of
from registry.organisations.models import Person
from registry.refusals import Obstacle


@dataclass(frozen=True)
class Action:
    """One command in one state. ``target``: the step or clearance it is about, or ``""``."""

    name: str
    target: str
    obstacles: tuple[Obstacle, ...]

    @property
    def is_allowed(self) -> bool:
        return not self.obstacles


def allowed_actions(case: Case, person: Person) -> list[Action]:
    """Every command the table knows in the case's state, each with all that keeps this person from it now (P2).

    An action without obstacles is accepted once its content is complete; nothing else is. About a dozen queries, plus
    those of the preconditions.
    """
    snapshot, actor = snapshot_of(case), actor_of(case, person)
    actions = []
    for command in _commands(case, snapshot):
        answer = decide(case.table, snapshot, command, actor)
        found = [] if isinstance(answer, Accepted) else answer
        if not any(
            obstacle.kind == "who" for obstacle in found
        ):  # the upper rooms tell only those whose turn it could be
            found = [*found, *preconditions.obstacles_to(case, command, person)]
        against = tuple(obstacle for obstacle in found if obstacle.kind != "content")
        actions.append(Action(command.name, command.target, against))
    return actions


def _commands(case: Case, snapshot: Snapshot) -> Iterator[Command]:
    """Every command that has a row in this state, empty, once per target."""
    for command_type in case.table.commands:
        if not case.table.rows_for(command_type, snapshot.state):
            continue
        if issubclass(command_type, Extend | Remind):
            yield from (command_type(step) for step in _open_steps(snapshot))
        elif issubclass(command_type, StepCommand):
            yield from (command_type(step.code) for step in case.table.reviews)
        elif issubclass(command_type, ClearanceCommand):
            yield from (command_type(kind) for kind in snapshot.clearances)
        else:
            yield command_type()


def _open_steps(snapshot: Snapshot) -> list[str]:
    """The steps at which there is something to be done now."""
    return list(dict.fromkeys(task.step for task in snapshot.tasks.values() if task.state == TaskState.OPEN))
