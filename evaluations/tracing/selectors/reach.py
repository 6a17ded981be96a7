"""How far somebody may trace."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from evaluations.tracing.permissions import led_by, traces_everything
from lifecycle.cases.models import Case
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of


@dataclass(frozen=True)
class Reach:
    """``whole``: everything; otherwise only the cases that ``bureaus`` lead."""

    person: Person
    whole: bool
    bureaus: frozenset[int]

    @property
    def is_none(self) -> bool:
        return not (self.whole or self.bureaus)

    def cases(self) -> QuerySet[Case]:
        """The cases within reach."""
        cases = Case.objects.select_related("system__sponsor", "opener", "lead", "opened_by")
        return cases if self.whole else cases.filter(lead__in=self.bureaus)


def reach_of(person: Person) -> Reach:
    """One query."""
    memberships = roles_of(person, on=timezone.localdate())
    return Reach(person, traces_everything(memberships), frozenset(led_by(memberships)))
