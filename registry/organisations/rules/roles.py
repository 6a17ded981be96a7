"""Which roles may not meet in one person. Source: lifecycle.md, Duties (三员分立; 专家建议 for the reviewers)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Delegation, Membership
from registry.refusals import Obstacle

REVIEWERS = frozenset({Role.NECESSITY_REVIEWER, Role.FINANCE_REVIEWER, Role.ASSESSOR})
WORKFLOW = REVIEWERS | {
    Role.INTAKE_OFFICER,
    Role.CASE_OFFICER,
    Role.DECISION_MAKER,
    Role.SPONSOR_STAFF,
    Role.OPERATOR,
    Role.CLEARANCE_VERIFIER,
}
_APART_FROM_ADMINISTRATION = WORKFLOW | {Role.AUDITOR}


def are_forbidden_together(one: str, other: str) -> bool:
    """Decision maker and any reviewer; administrator and any workflow role or auditor."""
    pair = {one, other}
    if Role.DECISION_MAKER in pair and pair & REVIEWERS:
        return True
    return Role.ADMINISTRATOR in pair and bool(pair & _APART_FROM_ADMINISTRATION)


def obstacles_to_grant(
    *,
    role: str,
    organisation_id: int,
    organisation_kind: str,
    since: date,
    held: Sequence[Membership | Delegation],
    is_active: bool,
) -> list[Obstacle]:
    """Everything against a role from ``since`` on, given what is ``held`` or acted as then or later (organisations loaded)."""
    found: list[Obstacle] = []
    if not is_active:
        found.append(Obstacle("account-closed", _("The account is closed."), field="person", kind="content"))
    if role == Role.ASSESSOR and organisation_kind != OrganisationKind.THIRD_PARTY:
        found.append(
            Obstacle("assessor-elsewhere", _("Assessors belong to third parties only."), field="role", kind="content")
        )
    for membership in held:
        if membership.until and membership.until < since:
            continue
        told = {"role": membership.get_role_display(), "organisation": membership.organisation.name}
        if membership.role == role and membership.organisation_id == organisation_id:
            found.append(Obstacle("already-held", _("The person already holds this role here."), field="role"))
        elif are_forbidden_together(role, membership.role):
            found.append(
                Obstacle(
                    "forbidden-pair",
                    _("The person is %(role)s of %(organisation)s; the two roles may not meet in one person.") % told,
                    field="role",
                )
            )
        elif _leaves_third_parties(role, organisation_kind, membership):
            found.append(
                Obstacle(
                    "assessor-elsewhere",
                    _("The person is %(role)s of %(organisation)s; an assessor belongs to third parties only.") % told,
                    field="role",
                )
            )
    return found


def _leaves_third_parties(role: str, organisation_kind: str, held: Membership | Delegation) -> bool:
    outside = OrganisationKind.THIRD_PARTY
    new_assessor = role == Role.ASSESSOR and held.organisation.kind != outside
    was_assessor = held.role == Role.ASSESSOR and organisation_kind != outside
    return new_assessor or was_assessor
