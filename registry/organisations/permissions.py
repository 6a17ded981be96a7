"""May somebody with these roles …? Pure: the roles are those that hold today."""

from collections.abc import Collection

from registry.organisations.enums import Role


def may_administer(roles: Collection[str]) -> bool:
    """Organisations, memberships and tokens are kept by administrators, who hold no workflow role (三员分立)."""
    return Role.ADMINISTRATOR in roles
