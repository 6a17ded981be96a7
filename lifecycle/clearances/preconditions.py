"""What this room has against a command of the engine: asked by ``execute()`` inside its transaction and by every button."""

from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.cases.commands import Attest, ClearanceCommand, Command, ConfirmShutdown, EndObservation, Verify
from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.models import Case
from lifecycle.cases.preconditions import register
from lifecycle.clearances.limits import limits_here
from lifecycle.clearances.rules.observing import obstacles_to_end_observation
from lifecycle.clearances.rules.pictures import Picture
from lifecycle.clearances.rules.proof import obstacles_to_attest, obstacles_to_confirm_shutdown, obstacles_to_verify
from lifecycle.clearances.selectors import basis_of, due_days_of, pictures_of
from registry.organisations.models import Person
from registry.refusals import Obstacle


def register_all() -> None:
    """Called once, when the program starts."""
    register(Attest, before_attest)
    register(Verify, before_verify)
    register(ConfirmShutdown, before_confirm_shutdown)
    register(EndObservation, before_end_observation)


def _picture(case: Case, command: Command) -> Picture | None:
    """None for a clearance the case does not have, which the engine refuses itself."""
    return pictures_of(case).get(command.kind) if isinstance(command, ClearanceCommand) else None


def before_attest(case: Case, command: Command, person: Person) -> list[Obstacle]:
    picture = _picture(case, command)
    statement = command.statement if isinstance(command, Attest) else ""
    return obstacles_to_attest(picture, by=person.pk, statement=statement) if picture else []


def before_verify(case: Case, command: Command, person: Person) -> list[Obstacle]:
    picture = _picture(case, command)
    if picture is None or not isinstance(command, Verify):
        return []
    found = obstacles_to_verify(picture, by=person.pk, at=timezone.now(), limits=limits_here())
    told = [dict(one) for one in command.basis]
    if told and picture.items and told != list(basis_of(case.clearances.get(kind=command.kind))):
        words = _("The basis is not the newest probe of every item, or not the newest list.")
        found.append(Obstacle("basis-not-current", words, "basis", "content"))
    return found


def before_confirm_shutdown(case: Case, command: Command, person: Person) -> list[Obstacle]:
    return obstacles_to_confirm_shutdown(pictures_of(case).values(), at=timezone.now(), limits=limits_here())


def before_end_observation(case: Case, command: Command, person: Person) -> list[Obstacle]:
    picture = pictures_of(case).get(ClearanceKind.ACCESS_PATHS)
    return obstacles_to_end_observation(picture, due=due_days_of(case)) if picture else []
