"""Who may open a case."""

from django.utils import timezone

from lifecycle.cases.processes import newest
from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Membership, Person
from registry.organisations.selectors import roles_of


def standing_to_open(person: Person, process: str) -> Membership | None:
    """The role in a data bureau under which somebody may open such cases today; ``None``: there is none. One query."""
    openers = newest(process).openers
    roles = roles_of(person, on=timezone.localdate())
    bureau = (each for each in roles if each.organisation.kind == OrganisationKind.DATA_BUREAU)
    return next((each for each in bureau if each.role in openers), None)
