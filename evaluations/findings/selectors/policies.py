"""Policies, their history number by number, and the drafts that would change them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.findings.models import Policy, PolicyDraft
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.policies import (
    PARAMETERS,
    obstacles_to_decide_draft,
    obstacles_to_refuse_draft,
    obstacles_to_replay,
    obstacles_to_take_up,
    obstacles_to_withdraw_draft,
)
from evaluations.findings.selectors.acts import Offer, officer_of
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Membership, Person


@dataclass(frozen=True, slots=True)
class Threshold:
    """One number of a policy and where its value comes from; ``before`` is the value it had in the policy compared with."""

    name: str
    value: Any
    unit: str
    meaning: Any
    provenance: str
    source: str
    reason: str
    since: Policy
    before: Any

    @property
    def is_changed(self) -> bool:
        return bool(self.value != self.before)


def policies() -> QuerySet[Policy]:
    """Newest first, with who drafted and who approved each."""
    return Policy.objects.select_related("draft__drafted_by", "draft__decided_by").order_by("-version")


def newest_policy() -> int:
    """The id of the policy with the highest version, in force or not. One query."""
    return Policy.objects.order_by("-version").values_list("pk", flat=True)[0]


def next_version() -> int:
    """One query."""
    return (Policy.objects.aggregate(last=Max("version"))["last"] or 0) + 1


def thresholds(policy: Policy, *, compared_with: Policy | None = None) -> list[Threshold]:
    """Every number of a policy, each with the policy that gave it this value. One query."""
    older = [each for each in policies() if each.version <= policy.version]
    values = [each.numbers for each in older]
    numbers, other = policy.numbers, (compared_with or policy).numbers
    return [_threshold(name, numbers, other, older, values) for name in PARAMETERS]


def _threshold(
    name: str, numbers: Parameters, other: Parameters, older: list[Policy], values: list[Parameters]
) -> Threshold:
    value = getattr(numbers, name)
    since = older[0]
    for policy, then in zip(older, values, strict=True):
        if getattr(then, name) != value:
            break
        since = policy
    told = since.parameters.get(name, {})
    about = PARAMETERS[name].metadata
    provenance = told.get("provenance", str(about["provenance"]))
    source, reason = told.get("source", ""), told.get("reason", "")
    return Threshold(
        name, value, about["unit"], about["meaning"], provenance, source, reason, since, getattr(other, name)
    )


def drafts() -> QuerySet[PolicyDraft]:
    """Newest first."""
    return PolicyDraft.objects.select_related("based_on", "drafted_by", "decided_by", "policy", "what_if_job")


def draft_acts_offered(draft: PolicyDraft, person: Person) -> list[Offer]:
    """Every act and what stands against it: the same answers the services give. Two queries."""
    officer, newest, today = officer_of(person), newest_policy(), timezone.localdate()
    return [
        Offer("approve", _("Approve"), obstacles_to_decide_draft(draft, officer, newest_policy=newest, today=today)),
        Offer("take-up", _("Take up the proposal"), obstacles_to_take_up(draft, officer, newest_policy=newest)),
        Offer("replay", _("Replay last year"), obstacles_to_replay(draft, officer)),
        Offer("refuse", _("Refuse"), obstacles_to_refuse_draft(draft, officer)),
        Offer("withdraw", _("Take back"), obstacles_to_withdraw_draft(draft, officer)),
    ]


def decision_makers(*, on: date) -> list[Person]:
    """The decision makers of data bureaus on a day. One query."""
    held = Membership.objects.active(on).filter(
        role=Role.DECISION_MAKER, organisation__kind=OrganisationKind.DATA_BUREAU
    )
    return list(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"))
