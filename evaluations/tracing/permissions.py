"""Who may trace what. Pure: memberships are those that hold today."""

from collections.abc import Collection

from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Membership


def traces_everything(memberships: Collection[Membership]) -> bool:
    """Auditors do."""
    return any(each.role == Role.AUDITOR for each in memberships)


def led_by(memberships: Collection[Membership]) -> set[int]:
    """The data bureaus whose leaders these are: they trace the cases that their bureau leads."""
    return {
        each.organisation_id
        for each in memberships
        if each.role == Role.LEADER and each.organisation.kind == OrganisationKind.DATA_BUREAU
    }
