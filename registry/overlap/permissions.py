"""May somebody with these roles …? Pure: the roles are those that hold today."""

from collections.abc import Collection

from registry.organisations.enums import Role
from registry.systems.permissions import SEE_ALL

CHECK_OVERLAP = SEE_ALL | {Role.SPONSOR_STAFF}


def may_check_overlap(roles: Collection[str]) -> bool:
    """Whoever may propose a system, and whoever sees the whole register.

    A sponsor learns of strangers' systems what they are called, who sponsors them and what they do: without that nobody could
    reuse them. Costs, addresses and use stay where they are.
    """
    return not CHECK_OVERLAP.isdisjoint(roles)
