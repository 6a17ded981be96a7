"""Findings somebody may see, and what they may do with one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import OPEN_STATES, Asked
from evaluations.findings.models import Finding, Inquiry
from evaluations.findings.permissions import may_answer, may_read_all_findings
from evaluations.findings.rules import acts, asking, confirming
from evaluations.findings.selectors.findings import in_shadow, policy_in_force
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Membership, Person
from registry.organisations.selectors import active_memberships, roles_of
from registry.refusals import Obstacle


@dataclass(frozen=True, slots=True)
class Offer:
    """One act on a finding: its name, in words, and what stands against it; none means go ahead."""

    name: str
    label: str | Promise
    obstacles: list[Obstacle]


_ACTS: tuple[tuple[str, Promise, Callable[[Finding, acts.Officer, acts.Situation], list[Obstacle]]], ...] = (
    ("claim", _("Claim"), acts.obstacles_to_claim),
    ("ask", _("Ask the sponsor"), asking.obstacles_to_ask),
    ("answer", _("Answer"), asking.obstacles_to_answer),
    ("confirm", _("Confirm and open a case"), confirming.obstacles_to_confirm),
    ("dismiss", _("Dismiss"), acts.obstacles_to_settle),
    ("report-data", _("It is a data problem"), asking.obstacles_to_report_data),
    ("snooze", _("Put off"), acts.obstacles_to_snooze),
    ("release", _("Hand back"), acts.obstacles_to_release),
    ("reopen", _("Reopen"), acts.obstacles_to_reopen),
)


@dataclass(frozen=True, slots=True)
class Sight:
    """Which findings somebody sees: all; none in shadow; else those about systems of ``own`` and those ``answering`` were asked of."""

    sees_all: bool = False
    in_shadow: bool = False
    own: Sequence[int] = ()
    answering: Sequence[int] = ()

    @property
    def findings(self) -> QuerySet[Finding]:
        found = Finding.objects.select_related("system", "system__sponsor", "policy", "claimed_by")
        found = found.defer("policy__parameters")  # which version it was is told, not a hundred numbers for every row
        if self.sees_all:
            return found
        if self.in_shadow:
            return found.none()
        asked = Exists(Inquiry.objects.filter(finding=OuterRef("pk"), organisation__in=self.answering))
        return found.filter(Q(system__sponsor__in=self.own) | asked)


def sight_of(person: Person) -> Sight:
    """All for the data bureau and auditors; in shadow none for anybody else.

    With notices on, leaders read all, and organisations those of their own systems and those about which they were asked. Two
    queries at most.
    """
    standing = active_memberships(person, timezone.localdate()).order_by()
    held = list(standing.values_list("role", "organisation_id", "organisation__kind"))
    if any(_reads_all_in_shadow(role, kind) for role, _organisation, kind in held):
        return Sight(sees_all=True)
    if in_shadow():
        return Sight(in_shadow=True)
    return Sight(
        sees_all=may_read_all_findings({role for role, _organisation, _kind in held}),
        own=[organisation for role, organisation, _kind in held if role == Role.SPONSOR_STAFF],
        answering=[organisation for role, organisation, _kind in held if may_answer(role)],
    )


def findings_visible_to(person: Person) -> QuerySet[Finding]:
    """Two queries at most before the findings are read."""
    return sight_of(person).findings


def reads_all_in_shadow(memberships: list[Membership]) -> bool:
    """The data bureau itself, and auditors, who change nothing."""
    return any(_reads_all_in_shadow(each.role, each.organisation.kind) for each in memberships)


def _reads_all_in_shadow(role: str, kind: str) -> bool:
    return role == Role.AUDITOR or (kind == OrganisationKind.DATA_BUREAU and may_read_all_findings({role}))


def sees_all_findings(memberships: list[Membership]) -> bool:
    """Whether somebody with these sees every finding today. One or two queries where notices matter."""
    if reads_all_in_shadow(memberships):
        return True
    roles = {each.role for each in memberships}
    return may_read_all_findings(roles) and not in_shadow()


def officer_of(person: Person) -> acts.Officer:
    """What the rules need to know of whoever acts. One query."""
    memberships = roles_of(person, on=timezone.localdate())
    in_bureau = {each.role for each in memberships if each.organisation.kind == OrganisationKind.DATA_BUREAU}
    return acts.Officer(
        person_id=person.pk,
        is_case_officer=Role.CASE_OFFICER in in_bureau,
        organisation_ids=frozenset(membership.organisation_id for membership in memberships),
        is_decision_maker=Role.DECISION_MAKER in in_bureau,
        answers_for=frozenset(each.organisation_id for each in memberships if may_answer(each.role)),
    )


def situation_of(finding: Finding) -> acts.Situation:
    """What a finding stands in today. Three queries, one more where it was settled."""
    today = timezone.localdate()
    inquiries = list(finding.inquiries.prefetch_related("answers"))
    sponsors = [each for each in inquiries if each.kind == Asked.SPONSOR]
    awaited = [each.due_on for each in sponsors if not each.answers.all() and each.due_on >= today]
    return acts.Situation(
        today=today,
        numbers=policy_in_force(today).numbers,
        sponsor_asked=bool(sponsors),
        awaited_until=max(awaited, default=None),
        to_answer=frozenset(each.organisation_id for each in inquiries),
        another_open=_another_open(finding),
    )


def _another_open(finding: Finding) -> str:
    if finding.state in OPEN_STATES:
        return ""
    same = Finding.objects.filter(system=finding.system_id, kind=finding.kind, state__in=OPEN_STATES)
    return same.values_list("code", flat=True).first() or ""


def acts_offered(finding: Finding, person: Person) -> list[Offer]:
    """Every act and what stands against it: the same answers the services give. Four queries, one more where it was settled."""
    officer, situation = officer_of(person), situation_of(finding)
    return [Offer(name, label, obstacles(finding, officer, situation)) for name, label, obstacles in _ACTS]
