"""May somebody with these roles …? Pure: the roles are those that hold today."""

from collections.abc import Collection

from registry.organisations.enums import Role

SEE_ALL = frozenset(
    {
        Role.INTAKE_OFFICER,
        Role.CASE_OFFICER,
        Role.DECISION_MAKER,
        Role.NECESSITY_REVIEWER,
        Role.FINANCE_REVIEWER,
        Role.ASSESSOR,
        Role.CLEARANCE_VERIFIER,
        Role.AUDITOR,
        Role.LEADER,
        Role.ADMINISTRATOR,
    }
)
SEE_OWN = frozenset({Role.SPONSOR_STAFF, Role.OPERATOR})
KEEP_REGISTER = frozenset({Role.INTAKE_OFFICER, Role.CASE_OFFICER})


def may_import(roles: Collection[str]) -> bool:
    """The data bureau's officers bring in the register."""
    return not KEEP_REGISTER.isdisjoint(roles)


def may_register(roles: Collection[str]) -> bool:
    """The data bureau's officers, and the staff of any sponsor (for their own organisation)."""
    return may_import(roles) or Role.SPONSOR_STAFF in roles
