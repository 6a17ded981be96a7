"""Findings somebody may see, and what they may do with one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluations.findings.models import Finding
from evaluations.findings.permissions import may_read_all_findings
from evaluations.findings.rules import acts
from evaluations.findings.selectors.findings import policy_in_force
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of
from registry.refusals import Obstacle


@dataclass(frozen=True, slots=True)
class Offer:
    """One act on a finding: its name, in words, and what stands against it; none means go ahead."""

    name: str
    label: str | Promise
    obstacles: list[Obstacle]


_ACTS: tuple[tuple[str, Promise, Callable[[Finding, acts.Officer], list[Obstacle]]], ...] = (
    ("claim", _("Claim"), acts.obstacles_to_claim),
    ("confirm", _("Confirm and open a retirement case"), acts.obstacles_to_confirm),
    ("dismiss", _("Dismiss"), acts.obstacles_to_settle),
    ("release", _("Hand back"), acts.obstacles_to_release),
)


def findings_visible_to(person: Person) -> QuerySet[Finding]:
    """All for the data bureau, auditors and leaders; in shadow mode none for anybody else, then those of one's own systems."""
    found = Finding.objects.select_related("system", "system__sponsor", "policy", "claimed_by")
    memberships = roles_of(person, on=timezone.localdate())
    if may_read_all_findings({membership.role for membership in memberships}):
        return found
    if policy_in_force(timezone.localdate()).numbers.shadow:
        return found.none()
    own = [membership.organisation_id for membership in memberships if membership.role == Role.SPONSOR_STAFF]
    return found.filter(system__sponsor__in=own)


def officer_of(person: Person) -> acts.Officer:
    """What the rules need to know of whoever acts. One query."""
    memberships = roles_of(person, on=timezone.localdate())
    return acts.Officer(
        person_id=person.pk,
        is_case_officer=any(
            membership.role == Role.CASE_OFFICER and membership.organisation.kind == OrganisationKind.DATA_BUREAU
            for membership in memberships
        ),
        organisation_ids=frozenset(membership.organisation_id for membership in memberships),
    )


def acts_offered(finding: Finding, person: Person) -> list[Offer]:
    """Every act and what stands against it: the same answers the services give. One query."""
    officer = officer_of(person)
    return [Offer(name, label, obstacles(finding, officer)) for name, label, obstacles in _ACTS]
