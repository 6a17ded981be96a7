"""Who may do what in closing a system out, from the roles a person holds today and what they are in the case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lifecycle.cases.enums import DutyKind
from lifecycle.cases.models import Case
from registry.organisations.enums import Role
from registry.organisations.models import Membership
from registry.refusals import Obstacle
from registry.systems.models import System

EXECUTORS = frozenset({DutyKind.ATTEST, DutyKind.CLOSEOUT})
"""Duties of those who clear, verify and switch off: they waive nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """The role and organisation under which somebody acts, and what is against it. ``standing`` is empty where there is none."""

    standing: Mapping[str, Any]
    obstacles: tuple[Obstacle, ...] = ()


Seats = Mapping[int | None, frozenset[Role]]
"""{organisation: roles that will do there}."""


def settlers(case: Case) -> Seats:
    """The sponsor's staff, the operator's, and the officers of the data bureau that leads the case."""
    system = case.system
    seats: dict[int | None, frozenset[Role]] = {}
    _add(seats, system.sponsor_id, Role.SPONSOR_STAFF)
    _add(seats, system.operator_id or system.sponsor_id, Role.OPERATOR)
    _add(seats, case.lead_id, Role.CASE_OFFICER, Role.CLEARANCE_VERIFIER)
    return seats


def witnesses(case: Case) -> Seats:
    """The officers of the data bureau that leads the case, and the sponsor's staff: never the operator alone."""
    seats: dict[int | None, frozenset[Role]] = {}
    _add(seats, case.system.sponsor_id, Role.SPONSOR_STAFF)
    _add(seats, case.lead_id, Role.CASE_OFFICER, Role.CLEARANCE_VERIFIER)
    return seats


def waivers(case: Case) -> Seats:
    """A case officer or decision maker of the data bureau that leads the case."""
    return {case.lead_id: frozenset({Role.CASE_OFFICER, Role.DECISION_MAKER})}


def announcers(case: Case) -> Seats:
    """Whoever operates or sponsors the system, and whoever switches it off."""
    return settlers(case)


def takers(successor: System) -> Seats:
    """The staff of the successor's sponsor."""
    return {successor.sponsor_id: frozenset({Role.SPONSOR_STAFF})}


def treasurers(organisations: Iterable[int]) -> Seats:
    """The finance reviewers of the organisations that were given the case."""
    return {organisation: frozenset({Role.FINANCE_REVIEWER}) for organisation in organisations}


def part_in(
    seats: Seats, memberships: Iterable[Membership], *, duty: str, kept_from: frozenset[DutyKind] = frozenset()
) -> Part:
    """What part somebody with these roles and this duty (``""``: none) has. Whoever is recused has none (D3)."""
    held = next((each for each in memberships if each.role in seats.get(each.organisation_id, ())), None)
    found: list[Obstacle] = []
    if held is None:
        found.append(Obstacle("not-your-role", _("Your role does not include this."), kind="who"))
    if duty == DutyKind.RECUSED:
        found.append(Obstacle("recused", _("You are recused from this case."), kind="who"))
    if duty in kept_from:
        message = _("Whoever clears or verifies in this case cannot waive what is left.")
        found.append(Obstacle("executor", message, kind="who"))
    return Part(_standing(held) if held else {}, tuple(found))


def _add(seats: dict[int | None, frozenset[Role]], organisation: int | None, *roles: Role) -> None:
    seats[organisation] = seats.get(organisation, frozenset()) | frozenset(roles)


def _standing(held: Membership) -> dict[str, Any]:
    """True for ever, whoever leaves; the shape of ``cases``."""
    where = held.organisation
    return {"role": held.role, "organisation": where.code, "name": where.name, "since": held.since.isoformat()}
