"""Who sees whose jobs."""

from registry.organisations.enums import Role

SEE_ALL_JOBS = frozenset(
    {Role.INTAKE_OFFICER, Role.CASE_OFFICER, Role.DECISION_MAKER, Role.AUDITOR, Role.ADMINISTRATOR}
)
