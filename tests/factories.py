"""Rows every test may need: organisations, people with a role, systems, machine tokens. Names and codes are made when not given."""

from datetime import date
from itertools import count
from typing import Any

from registry.organisations.codes import check_character
from registry.organisations.enums import OrganisationKind, Role, TokenScope
from registry.organisations.models import MachineToken, Membership, Organisation, Person
from registry.organisations.services import issue_token
from registry.systems.models import AccessPath, System

_numbers = count(1)
LONG_AGO = date(2020, 1, 1)


def credit_code(number: int) -> str:
    """A unified social credit code whose check character holds."""
    first_17 = f"11330100{number:09d}"
    return first_17 + check_character(first_17)


def organisation(name: str = "", *, kind: str = OrganisationKind.DEPARTMENT, **fields: Any) -> Organisation:
    number = next(_numbers)
    fields.setdefault("code", credit_code(number))
    return Organisation.objects.create(name=name or f"单位{number}", kind=kind, **fields)


def person(
    name: str = "",
    *,
    role: Role | str = "",
    organisation: Organisation | None = None,
    since: date = LONG_AGO,
    **fields: Any,
) -> Person:
    """Somebody who can sign in (``client.force_login``); with a ``role``, in ``organisation`` or in one made for it."""
    number = next(_numbers)
    fields.setdefault("username", f"person{number}")
    somebody = Person.objects.create(name=name or f"人员{number}", **fields)
    if role:
        Membership.objects.create(
            person=somebody, organisation=organisation or globals()["organisation"](), role=role, since=since
        )
    return somebody


def system(
    name: str = "", *, sponsor: Organisation | None = None, paths: tuple[str, ...] = (), **fields: Any
) -> System:
    number = next(_numbers)
    fields.setdefault("code", f"SYS-2020-{number:06d}")
    made = System.objects.create(name=name or f"系统{number}", sponsor=sponsor or organisation(), **fields)
    AccessPath.objects.bulk_create(AccessPath(system=made, address=address) for address in paths)
    return made


def token(
    *, organisation: Organisation | None = None, scope: TokenScope = TokenScope.READ_REGISTER
) -> tuple[MachineToken, str]:
    """A machine token and its secret, for ``Authorization: Bearer <secret>``."""
    return issue_token(name="test", organisation=organisation or globals()["organisation"](), scope=scope, by=None)
