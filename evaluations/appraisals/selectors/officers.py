"""What the rules need to know of whoever acts."""

from django.utils import timezone

from evaluations.appraisals.rules.acts import Officer
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of


def officer_of(person: Person) -> Officer:
    """One query."""
    held = roles_of(person, on=timezone.localdate())
    of_the_bureau = {each.role for each in held if each.organisation.kind == OrganisationKind.DATA_BUREAU}
    return Officer(
        is_case_officer=Role.CASE_OFFICER in of_the_bureau,
        is_decision_maker=Role.DECISION_MAKER in of_the_bureau,
        staff_of=frozenset(each.organisation_id for each in held if each.role == Role.SPONSOR_STAFF),
        organisation_ids=frozenset(each.organisation_id for each in held),
    )
