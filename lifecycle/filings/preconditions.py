"""What this room has against a command of the engine."""

from lifecycle.cases.commands import Command, EndObservation, RecordAcceptance
from lifecycle.cases.enums import AcceptanceTest
from lifecycle.cases.models import Case
from lifecycle.cases.preconditions import register
from lifecycle.filings.rules import obstacles_before_the_end, obstacles_to_launch
from lifecycle.filings.selectors import kinds_in_force, views_of
from registry.organisations.models import Person
from registry.refusals import Obstacle


def register_all() -> None:
    """Called once, when the program starts."""
    register(EndObservation, before_end_observation)
    register(RecordAcceptance, before_launch)


def before_end_observation(case: Case, command: Command, person: Person) -> list[Obstacle]:
    return obstacles_before_the_end(views_of(case))


def before_launch(case: Case, command: Command, person: Person) -> list[Obstacle]:
    """A failed test launches nothing and may be recorded at any time."""
    if not isinstance(command, RecordAcceptance) or not all(command.passed.get(test) for test in AcceptanceTest.values):
        return []
    return obstacles_to_launch(case.system.kind, kinds_in_force(case.system))
