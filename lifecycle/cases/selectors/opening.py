"""Who may open a case, and which data bureau leads it."""

from collections.abc import Sequence

from django.utils import timezone

from lifecycle.cases.processes import CURRENT, newest
from lifecycle.cases.processes.table import Process, Seat, Who
from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Membership, Organisation, Person
from registry.organisations.selectors import roles_of
from registry.systems.models import System


def standing_to_open(person: Person, process: str, system: System | None = None) -> Membership | None:
    """The role under which somebody may open such cases today, about ``system`` where one is given; ``None``: there is none.

    One query.
    """
    return _standing(roles_of(person, on=timezone.localdate()), newest(process), system)


def processes_openable_by(person: Person) -> list[Process]:
    """Of which processes somebody may open cases today, whatever a system itself has against it. One query."""
    roles = roles_of(person, on=timezone.localdate())
    return [process for process in CURRENT if _standing(roles, process, None)]


def _standing(roles: Sequence[Membership], process: Process, system: System | None) -> Membership | None:
    return next((each for who in process.openers for each in roles if _may_open(who, each, system)), None)


def _may_open(who: Who, membership: Membership, system: System | None) -> bool:
    if membership.role not in who.roles:
        return False
    if who.seat is Seat.SPONSOR:
        return system is None or membership.organisation_id == system.sponsor_id
    return membership.organisation.kind == OrganisationKind.DATA_BUREAU


def lead_for(sponsor: Organisation) -> Organisation | None:
    """The data bureau nearest to a sponsor: of its own division, or the one that shares most of its division code; the only one
    where there is but one; ``None``: there is none. One query, and one per parent of the sponsor."""
    bureaus = list(Organisation.objects.filter(kind=OrganisationKind.DATA_BUREAU).order_by("pk"))
    if len(bureaus) <= 1:
        return bureaus[0] if bureaus else None
    above = _above(sponsor)
    return max(bureaus, key=lambda bureau: (_shared(sponsor.division, bureau.division), _nearness(bureau, above)))


def _above(organisation: Organisation) -> list[int]:
    """The organisation and its parents, nearest first."""
    found, each = [organisation.pk], organisation.parent
    while each is not None and each.pk not in found:
        found.append(each.pk)
        each = each.parent
    return found


def _nearness(bureau: Organisation, above: Sequence[int]) -> int:
    """The fewer steps up to an organisation that is the bureau or its parent, the nearer; negative, so that more is nearer."""
    steps = [number for number, pk in enumerate(above) if pk in {bureau.pk, bureau.parent_id}]
    return -min(steps, default=len(above))


def _shared(one: str, other: str) -> int:
    """How many levels (province, city, county, township, village) two division codes share; trailing zeros are no level."""
    levels = (2, 4, 6, 9, 12)
    here, there = one.ljust(12, "0"), other.ljust(12, "0")
    if not one or not other:
        return 0
    return sum(here[:level] == there[:level] for level in levels)
