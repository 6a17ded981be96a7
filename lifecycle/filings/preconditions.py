"""What this room has against a command of the engine."""

from lifecycle.cases.commands import Command, EndObservation
from lifecycle.cases.models import Case
from lifecycle.cases.preconditions import register
from lifecycle.filings.rules import obstacles_before_the_end
from lifecycle.filings.selectors import views_of
from registry.organisations.models import Person
from registry.refusals import Obstacle


def register_all() -> None:
    """Called once, when the program starts."""
    register(EndObservation, before_end_observation)


def before_end_observation(case: Case, command: Command, person: Person) -> list[Obstacle]:
    return obstacles_before_the_end(views_of(case))
