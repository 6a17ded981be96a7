"""Putting many rows of the register in place with a few statements. Not atomic by itself, records nothing: its callers do."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from registry.organisations.models import Organisation
from registry.organisations.search import searchable
from registry.systems.models import AccessPath, System
from registry.systems.records import PLAIN_FIELDS, Record, Register, as_organisation, as_system
from registry.systems.signals import systems_written

CHUNK = 500
_ORGANISATION_COLUMNS = ("name", "kind", "parent", "division", "search_text")
_SYSTEM_COLUMNS = ("sponsor", "operator", "search_text", *(name for name in PLAIN_FIELDS if name != "stage"))


def write_organisations(register: Register, written: Mapping[str, Record]) -> None:
    """Insert or update organisations by code, parents included; brings ``register`` and the search text of their systems along."""
    renamed = [
        code
        for code, record in written.items()
        if code in register.organisations and register.organisations[code]["name"] != record["name"]
    ]
    register.organisations |= written
    new = [code for code in written if code not in register.organisation_ids]
    for made in Organisation.objects.bulk_create(
        (as_organisation(code, {**written[code], "parent": ""}, {}) for code in new), batch_size=CHUNK
    ):
        register.organisation_ids[made.code] = made.pk
    again = [
        as_organisation(code, record, register.organisation_ids)
        for code, record in written.items()
        if code not in set(new) or record["parent"]
    ]
    Organisation.objects.bulk_create(
        again, batch_size=CHUNK, update_conflicts=True, unique_fields=["code"], update_fields=_ORGANISATION_COLUMNS
    )
    for codes in in_chunks(renamed):
        systems = list(System.objects.filter(sponsor__code__in=codes).select_related("sponsor"))
        for system in systems:
            system.search_text = searchable(system.name, system.code, system.sponsor.name)
        System.objects.bulk_update(systems, ["search_text"], batch_size=CHUNK)


def write_systems(register: Register, written: Mapping[str, Record]) -> None:
    """Insert or update systems by code with their addresses, and tell. The stage of a registered one is left as it is."""
    rows = (
        as_system(code, record, register.organisations, register.organisation_ids) for code, record in written.items()
    )
    new = {code for code in written if code not in register.system_ids}
    kept = System.objects.bulk_create(
        rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["code"], update_fields=_SYSTEM_COLUMNS
    )
    register.system_ids |= {system.code: system.pk for system in kept if system.code in new}
    fresh = [(register.system_ids[code], address) for code in new for address in written[code]["addresses"]]
    for codes in in_chunks([code for code in written if code not in new]):
        wanted = {(register.system_ids[code], address) for code in codes for address in written[code]["addresses"]}
        paths = AccessPath.objects.filter(system_id__in=[register.system_ids[code] for code in codes])
        have = {(system, address): key for key, system, address in paths.values_list("id", "system_id", "address")}
        AccessPath.objects.filter(id__in=[key for path, key in have.items() if path not in wanted]).delete()
        fresh += sorted(wanted - have.keys())
    AccessPath.objects.bulk_create(
        (AccessPath(system_id=system, address=address) for system, address in fresh), batch_size=CHUNK * 2
    )
    register.systems |= written
    if written:
        systems_written.send(sender=System, codes=list(written))


def in_chunks(codes: Sequence[str]) -> Iterable[list[str]]:
    """``CHUNK`` at a time."""
    rest = iter(codes)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
