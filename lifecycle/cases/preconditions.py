"""Where upper rooms add reasons of their own against a command: what ``cases`` cannot know, such as what a probe found.

Registered in their ``AppConfig.ready()``; asked by ``execute()`` inside its transaction and by ``allowed_actions()``.
"""

from collections import defaultdict
from collections.abc import Callable

from lifecycle.cases.commands import Command
from lifecycle.cases.models import Case
from registry.organisations.models import Person
from registry.refusals import Obstacle

Precondition = Callable[[Case, Command, Person], list[Obstacle]]

_registered: dict[type[Command], list[Precondition]] = defaultdict(list)


def register(command_type: type[Command], precondition: Precondition) -> None:
    """Ask ``precondition`` before every command of this very type is accepted."""
    _registered[command_type].append(precondition)


def obstacles_to(case: Case, command: Command, person: Person) -> list[Obstacle]:
    """Everything the upper rooms have against it."""
    return [obstacle for ask in _registered[type(command)] for obstacle in ask(case, command, person)]
