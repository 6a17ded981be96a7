"""Findings and policies, as lists."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from evaluations.findings.enums import FindingState
from evaluations.findings.models import Finding, Policy


def policy_in_force(on: date) -> Policy:
    """The newest policy that has come into force by a day; the first one before any has. One or two statements."""
    effective = Policy.objects.filter(effective_on__lte=on).order_by("-version").first()
    return effective or Policy.objects.order_by("version")[0]


def in_shadow() -> bool:
    """Whether findings are on trial today: nobody outside the data bureau and the auditors sees or hears of them."""
    return policy_in_force(timezone.localdate()).numbers.shadow


def findings(*, as_of: date | None = None, kind: str = "", tier: str = "", state: str = "") -> QuerySet[Finding]:
    """Findings with their system, its sponsor and their policy; without ``state`` all but lapsed ones.

    ``as_of`` asks for those that stood on a day, in the words they have today.
    """
    chosen = Finding.objects.select_related("system__sponsor", "policy")
    if as_of:
        chosen = chosen.standing_on(as_of)
    elif not state:
        chosen = chosen.exclude(state=FindingState.LAPSED)
    wanted: dict[str, Any] = {"kind": kind, "tier": tier, "state": state}
    return chosen.filter(**{name: value for name, value in wanted.items() if value})
