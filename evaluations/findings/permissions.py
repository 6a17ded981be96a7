"""May somebody with these roles …? Pure: the roles are those that hold today."""

from collections.abc import Collection

from registry.organisations.enums import Role

READERS = frozenset({Role.CASE_OFFICER, Role.INTAKE_OFFICER, Role.DECISION_MAKER, Role.AUDITOR, Role.LEADER})


def may_read_all_findings(roles: Collection[str]) -> bool:
    """The data bureau, auditors and leaders. Everybody else waits until notices are turned on, and sees only their own."""
    return bool(READERS & set(roles))
