"""May somebody with these roles …? Pure: the roles are those that hold today."""

from collections.abc import Collection

from registry.organisations.enums import Role

READERS = frozenset({Role.CASE_OFFICER, Role.INTAKE_OFFICER, Role.DECISION_MAKER, Role.AUDITOR, Role.LEADER})


ANSWERING = frozenset({Role.SPONSOR_STAFF, Role.OPERATOR, Role.CASE_OFFICER})


def may_answer(role: str) -> bool:
    """Whether this role answers for its organisation when it is asked about a finding."""
    return role in ANSWERING


def may_read_all_findings(roles: Collection[str]) -> bool:
    """The data bureau, auditors and leaders. In shadow only those of the data bureau itself, and auditors."""
    return bool(READERS & set(roles))
