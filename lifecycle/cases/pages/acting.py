"""Acting for somebody else in a case."""

from django.utils import timezone

from lifecycle.cases.models import Case
from registry.organisations.models import Delegation, Person
from registry.organisations.selectors import delegations_to


def delegations_in(case: Case, person: Person) -> list[Delegation]:
    """For whom somebody can act today in an organisation the case involves. At most two queries."""
    taken = delegations_to(person, timezone.localdate())
    if not taken:
        return []
    system = case.system
    involved = {case.opener_id, case.lead_id, system.sponsor_id, system.operator_id}
    involved |= set(case.tasks.values_list("organisation_id", flat=True))
    return [each for each in taken if each.organisation_id in involved]
