"""Reading promises, and the library."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation

from lifecycle.commitments.models import Commitment, Indicator
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Organisation, Person
from registry.organisations.selectors import roles_of
from registry.systems.models import System


def indicators() -> QuerySet[Indicator]:
    """The library with what was withdrawn from it: core indicators first, added ones after the built-in, surface indicators last."""
    found = Indicator.objects.select_related("organisation", "withdrawal")
    return found.order_by("surface", "-core", "position", "code")


def offered(on: date) -> QuerySet[Indicator]:
    """What one may promise on a day."""
    return indicators().exclude(withdrawal__withdrawn_on__lte=on)


def library(on: date | None = None) -> Mapping[str, Indicator]:
    """The library by code: what is offered on a day, or everything that ever was. One query."""
    return {indicator.code: indicator for indicator in (offered(on) if on else indicators())}


def labels_in_use(on: date) -> set[str]:
    """What the indicators on offer are called, in every language of the site, casefolded. One query."""
    known, found = list(offered(on)), set[str]()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(indicator).casefold() for indicator in known}
    return found


def bureaus_of(person: Person) -> list[Organisation]:
    """The data bureaus whose case officer somebody is today. One query."""
    return [
        held.organisation
        for held in roles_of(person, on=timezone.localdate())
        if held.role == Role.CASE_OFFICER and held.organisation.kind == OrganisationKind.DATA_BUREAU
    ]


def commitments_of(system: System) -> QuerySet[Commitment]:
    """Everything promised for a system, in the order it was promised, with indicators and due dates. Two queries."""
    promised = Commitment.objects.filter(system=system).select_related("indicator").prefetch_related("due_dates")
    return promised.order_by("promised_at", "case_number", "position")
