"""Who sees whose jobs, and who may stop them."""

from collections.abc import Collection

from registry.organisations.enums import Role

SEE_ALL_JOBS = frozenset(
    {Role.INTAKE_OFFICER, Role.CASE_OFFICER, Role.DECISION_MAKER, Role.AUDITOR, Role.ADMINISTRATOR}
)


def may_cancel_all(roles: Collection[str]) -> bool:
    """Seeing is not stopping: an auditor changes nothing, an officer only what is their own."""
    return Role.ADMINISTRATOR in roles
