"""Who may work on a clearance, from the roles a person holds today. Attesting and verifying are the engine's to judge."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lifecycle.cases.models import Case
from registry.organisations.enums import Role
from registry.organisations.models import Membership
from registry.refusals import Obstacle

LEAD_WORKERS = frozenset({Role.CLEARANCE_VERIFIER, Role.CASE_OFFICER})
WAIVERS = frozenset({Role.CASE_OFFICER, Role.DECISION_MAKER})


def _operates(case: Case, membership: Membership) -> bool:
    seat = case.system.operator_id or case.system.sponsor_id
    return membership.role == Role.OPERATOR and membership.organisation_id == seat


def may_work_on(case: Case, memberships: Iterable[Membership]) -> bool:
    """An operator of the system; a verifier or case officer of the data bureau that leads the case."""
    return any(
        _operates(case, one) or (one.role in LEAD_WORKERS and one.organisation_id == case.lead_id)
        for one in memberships
    )


def may_waive(case: Case, memberships: Iterable[Membership]) -> bool:
    """A case officer or decision maker of the data bureau that leads the case: never whoever clears."""
    return any(one.role in WAIVERS and one.organisation_id == case.lead_id for one in memberships)


def obstacles_of_role(*, may: bool) -> list[Obstacle]:
    """One refusal in the same words wherever a role is missing."""
    return [] if may else [Obstacle("not-your-role", _("Your role does not include this."), kind="who")]
