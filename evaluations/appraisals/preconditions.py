"""What this room has against a command of a case."""

from django.utils import timezone

from evaluations.appraisals.selectors.rectification import reasons_against_effect
from lifecycle.cases.commands import Command
from lifecycle.cases.models import Case
from registry.organisations.models import Person
from registry.refusals import Obstacle


def measured_again(case: Case, command: Command, person: Person) -> list[Obstacle]:
    """Nobody decides whether a rectification helped before it was measured again."""
    if case.process != "rectification":
        return []
    return reasons_against_effect(case, today=timezone.localdate())
