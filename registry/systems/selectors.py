"""Reading the register: what somebody may see, and all of it at one moment."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.organisations.enums import TokenScope
from registry.organisations.models import MachineToken, Organisation, Person
from registry.organisations.selectors import active_memberships
from registry.systems.models import AccessPath, Contract, DataSet, ImportBatch, Interface, Predecessor, System
from registry.systems.permissions import SEE_ALL, SEE_OWN
from registry.systems.records import DAYS, PLAIN_FIELDS, Register

PANELS = (
    "systems:facts",
    "usage:of-system",
    "commitments:of-system",
    "findings:of-system",
    "appraisals:of-system",
    "cases:of-system",
    "filings:of-system",
)
"""URL names of the panels shown on the fact sheet, most of them other rooms'; each takes ``code``."""


Held = list[tuple[str, int]]
"""``(role, organisation id)`` of each role somebody holds today."""


def held_today(person: Person) -> Held:
    """One query."""
    return list(active_memberships(person, timezone.localdate()).order_by().values_list("role", "organisation_id"))


def systems_visible_to(who: Person | MachineToken) -> QuerySet[System]:
    """The systems a person or program may see: all for the bureau, reviewers, auditors, leaders and administrators; for the
    sponsor's staff and operators those their organisation sponsors or operates; for a token those of its organisation."""
    if not isinstance(who, MachineToken):
        return systems_visible_with(held_today(who))
    organisations = [who.organisation_id] if who.scope == TokenScope.READ_REGISTER else []
    return _of_organisations(organisations)


def systems_visible_with(held: Held) -> QuerySet[System]:
    """The same for somebody whose roles are known already."""
    if any(role in SEE_ALL for role, _organisation in held):
        return System.objects.select_related("sponsor", "operator")
    return _of_organisations([organisation for role, organisation in held if role in SEE_OWN])


def _of_organisations(organisations: list[int]) -> QuerySet[System]:
    systems = System.objects.select_related("sponsor", "operator")
    if not organisations:
        return systems.none()
    return systems.filter(Q(sponsor__in=organisations) | Q(operator__in=organisations))


@dataclass(frozen=True)
class Facts:
    """What belongs to a system. ``dependants``: who draws on it; ``draws_on``: what it draws on itself."""

    data_sets: list[DataSet]
    dependants: list[Interface]
    draws_on: list[Interface]
    contracts: list[Contract]
    predecessors: list[Predecessor]


def facts_of(system: System) -> Facts:
    """Five queries."""
    return Facts(
        list(system.data_sets.order_by("name")),
        list(system.interfaces.select_related("consumer").order_by("name", "id")),
        list(system.draws_on.select_related("system").order_by("system__name", "id")),
        list(system.contracts.select_related("contractor").order_by("ends_on", "id")),
        list(system.predecessors.select_related("earlier", "system").order_by("id")),
    )


def successors() -> dict[int, int]:
    """Of every system that another carries on: that other, by id. One query."""
    return dict(Predecessor.objects.values_list("earlier_id", "system_id"))


def carried_on_by(system: System) -> list[int]:
    """A system and every earlier one it carries on, through all changes of name, by id. One query."""
    later_of = successors()
    found = [system.pk]
    for later in found:  # grows as it goes: an earlier system may carry one on itself
        found += [each for each, heir in later_of.items() if heir == later and each not in found]
    return found


def batches() -> QuerySet[ImportBatch]:
    return ImportBatch.objects.select_related("by").defer("changes")


def whole_register() -> Register:
    """Everything an import is compared with. Three queries; about 1 kB a system."""
    return _register(System.objects.all(), AccessPath.objects.all())


def register_of(code: str) -> Register:
    """All organisations and one system (none when there is none of that code). Three queries."""
    return _register(System.objects.filter(code=code), AccessPath.objects.filter(system__code=code))


def _register(systems: QuerySet[System], access_paths: QuerySet[AccessPath]) -> Register:
    register = Register()
    organisations = Organisation.objects.order_by("id").values_list(
        "id", "code", "name", "kind", "parent__code", "division"
    )
    for key, code, name, kind, parent, division in organisations:
        register.organisation_ids[code] = key
        register.organisations[code] = {"name": name, "kind": kind, "parent": parent or "", "division": division}
    by_id = {}
    rows = systems.order_by("id").values_list("id", "code", "sponsor__code", "operator__code", *PLAIN_FIELDS)
    for key, code, sponsor, operator, *values in rows.iterator(chunk_size=5000):
        record = dict(zip(PLAIN_FIELDS, values, strict=True))
        for name in DAYS:
            record[name] = record[name].isoformat() if record[name] else None
        record |= {"sponsor": sponsor, "operator": operator or "", "addresses": []}
        register.system_ids[code] = key
        register.systems[code] = by_id[key] = record
    paths = access_paths.order_by("system_id", "address").values_list("system_id", "address")
    for key, address in paths.iterator(chunk_size=5000):
        by_id[key]["addresses"].append(address)
    for record in by_id.values():
        record["addresses"].sort()  # the database may order by another alphabet
    return register
