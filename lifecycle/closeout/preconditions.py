"""What this room has against a command of the engine: asked by ``execute()`` inside its transaction and by every button."""

from datetime import date

from django.utils import timezone

from lifecycle.cases.commands import AdvanceShutdown, Command, ConfirmShutdown, EndObservation
from lifecycle.cases.enums import Grade
from lifecycle.cases.models import Case
from lifecycle.cases.preconditions import register
from lifecycle.closeout.rules.announcing import obstacles_to_brown_out
from lifecycle.closeout.rules.leaving import obstacles_before_shutdown, obstacles_before_the_end
from lifecycle.closeout.selectors import closeout_of, windows_of
from registry.organisations.models import Person
from registry.refusals import Obstacle


def register_all() -> None:
    """Called once, when the program starts."""
    register(ConfirmShutdown, before_confirm_shutdown)
    register(EndObservation, before_end_observation)
    register(AdvanceShutdown, before_advance_shutdown)


def before_confirm_shutdown(case: Case, command: Command, person: Person) -> list[Obstacle]:
    return obstacles_before_shutdown(closeout_of(case))


def before_end_observation(case: Case, command: Command, person: Person) -> list[Obstacle]:
    return obstacles_before_the_end(closeout_of(case))


def before_advance_shutdown(case: Case, command: Command, person: Person) -> list[Obstacle]:
    if not isinstance(command, AdvanceShutdown) or command.grade != Grade.BROWNOUT:
        return []
    try:
        on = date.fromisoformat(command.on)
    except ValueError:  # the engine says so
        on = timezone.localdate()
    return obstacles_to_brown_out(windows_of(case), on=on)
