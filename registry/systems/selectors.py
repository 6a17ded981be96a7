"""Reading the register: what somebody may see, and all of it at one moment."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.organisations.enums import Role, TokenScope
from registry.organisations.models import MachineToken, Organisation, Person
from registry.organisations.selectors import active_memberships
from registry.systems.models import AccessPath, ImportBatch, System
from registry.systems.permissions import SEE_ALL
from registry.systems.records import DAYS, PLAIN_FIELDS, Register

PANELS = ("usage:of-system", "findings:of-system", "cases:of-system")
"""URL names of the panels other rooms show on the fact sheet; each takes ``code``."""


def systems_visible_to(who: Person | MachineToken) -> QuerySet[System]:
    """The systems a person or program may see: all for the bureau, reviewers, auditors, leaders and administrators; for the
    sponsor's staff and operators those their organisation sponsors or operates; for a token those of its organisation."""
    systems = System.objects.select_related("sponsor", "operator")
    if isinstance(who, MachineToken):
        if who.scope != TokenScope.READ_REGISTER:
            return systems.none()
        return systems.filter(Q(sponsor=who.organisation_id) | Q(operator=who.organisation_id))
    held = list(active_memberships(who, timezone.localdate()).values_list("role", "organisation_id"))
    if any(role in SEE_ALL for role, _organisation in held):
        return systems
    sponsors = {organisation for role, organisation in held if role == Role.SPONSOR_STAFF}
    operators = {organisation for role, organisation in held if role == Role.OPERATOR}
    if not held:
        return systems.none()
    return systems.filter(Q(sponsor__in=sponsors | operators) | Q(operator__in=sponsors | operators))


def batches() -> QuerySet[ImportBatch]:
    return ImportBatch.objects.select_related("by")


def whole_register() -> Register:
    """Everything an import is compared with. Three queries; about 1 kB a system."""
    register = Register()
    organisations = Organisation.objects.order_by("id").values_list(
        "id", "code", "name", "kind", "parent__code", "division"
    )
    for key, code, name, kind, parent, division in organisations:
        register.organisation_ids[code] = key
        register.organisations[code] = {"name": name, "kind": kind, "parent": parent or "", "division": division}
    by_id = {}
    rows = System.objects.order_by("id").values_list("id", "code", "sponsor__code", "operator__code", *PLAIN_FIELDS)
    for key, code, sponsor, operator, *values in rows.iterator(chunk_size=5000):
        record = dict(zip(PLAIN_FIELDS, values, strict=True))
        for name in DAYS:
            record[name] = record[name].isoformat() if record[name] else None
        record |= {"sponsor": sponsor, "operator": operator or "", "addresses": []}
        register.system_ids[code] = key
        register.systems[code] = by_id[key] = record
    paths = AccessPath.objects.order_by("system_id", "address").values_list("system_id", "address")
    for key, address in paths.iterator(chunk_size=5000):
        by_id[key]["addresses"].append(address)
    for record in by_id.values():
        record["addresses"].sort()  # the database may order by another alphabet
    return register
