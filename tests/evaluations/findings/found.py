"""Findings as a sweep would leave them."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from django.utils import timezone

from evaluations.findings.enums import Confirmation, Dismissal, FindingKind, FindingState, Limb, Ruled, Tier
from evaluations.findings.models import Finding, Incident, Policy, Ruling
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Organisation, Person
from registry.systems.models import System
from tests import factories
from tests.evaluations.findings.factories import collector

_numbers = count(1)

NEVER_USED: dict[str, Any] = {
    "evaluated_on": "2026-11-15",
    "judged_on": "2026-11-15",
    "cadence": "daily",
    "duty_window": "",
    "launched_on": "2026-01-05",
    "records_begin_on": "2026-01-05",
    "last_possible_use_on": None,
    "last_proven_use_on": None,
    "coverage": 1.0,
    "window": {"from": "2026-07-06", "to": "2026-11-15", "duty_days": 90, "cycles": 90},
    "measures": ["effective_users"],
    "outage_weeks": ["2026-07-05"],
    "slow_start": False,
    "signals": [
        {
            "signal": "U0",
            "value": 0,
            "unit": "people",
            "enter": 0,
            "leave": 3,
            "zero_duty_days": 211.0,
            "used_days": 0,
            "since": "2026-06-07",
            "weeks_held": 24,
            "limbs": ["detached", "low_use"],
        }
    ],
    "series_sha256": "5" * 64,
}


def finding(*, system: System | None = None, kind: str = FindingKind.UNUSED, **fields: Any) -> Finding:
    """A tier A candidate nobody has taken in hand."""
    fields.setdefault("tier", Tier.A)
    fields.setdefault("state", FindingState.CANDIDATE)
    if fields["state"] == FindingState.CONFIRMED:
        fields.setdefault("confirmed_as", Confirmation.UNUSED)
    return Finding.objects.create(
        code=f"F-2026-{next(_numbers):06d}",
        system=system or factories.system("智慧村务通", search_text="智慧村务通 zhcwt"),
        kind=kind,
        limbs=[Limb.DETACHED, Limb.LOW_USE],
        signals=["U0"],
        evidence=NEVER_USED,
        evidence_sha256="e" * 64,
        policy=Policy.objects.get(version=1),
        since=date(2026, 6, 7),
        first_seen_on=date(2026, 11, 20),
        **fields,
    )


def incident(**fields: Any) -> Incident:
    """A week in which every system of the collector ``log`` fell silent."""
    given = {"collector": collector(), "week_ends_on": date(2026, 7, 5), "share": 1.0, "usual_share": 0.0, **fields}
    return Incident.objects.create(**given)


def bureau() -> Organisation:
    found = Organisation.objects.filter(kind=OrganisationKind.DATA_BUREAU).first()
    return found or factories.organisation("青溪县数据局", kind=OrganisationKind.DATA_BUREAU)


def case_officer(name: str = "王磊") -> Person:
    return factories.person(name, role=Role.CASE_OFFICER, organisation=bureau())


def claimed(*, by: Person | None = None, **fields: Any) -> Finding:
    """In the hands of 陈静, or of somebody else."""
    claimer = by or case_officer("陈静")
    return finding(state=FindingState.CLAIMED, claimed_by=claimer, claimed_at=timezone.now(), **fields)


def decision_maker(name: str = "赵立") -> Person:
    return factories.person(name, role=Role.DECISION_MAKER, organisation=bureau())


def sponsor_staff(one: Finding, name: str = "许丽") -> Person:
    return factories.person(name, role=Role.SPONSOR_STAFF, organisation=one.system.sponsor)


def policy(**values: Any) -> Policy:
    """The next version, in force since long ago, with some other numbers."""
    newest = Policy.objects.order_by("-version")[0]
    return Policy.objects.create(
        version=newest.version + 1,
        parameters=replace(newest.numbers, **values).stored(),
        source="本单位设定",
        effective_on=factories.LONG_AGO,
    )


def notices_on() -> Policy:
    return policy(shadow=False)


def ruling(one: Finding | None = None, *, right: bool = True, **fields: Any) -> Ruling:
    """A decision that bore a finding out, or did not."""
    one = one or claimed(by=case_officer())
    given: dict[str, Any] = {
        "outcome": Ruled.CONFIRMED if right else Ruled.DISMISSED,
        "confirmed_as": Confirmation.UNUSED if right else "",
        "dismissed_code": "" if right else Dismissal.SEASONAL,
        "reason": "核实无误",
        "tier": one.tier,
        "signals": one.signals,
        "evidence": one.evidence,
        "evidence_sha256": one.evidence_sha256,
        "policy": one.policy,
        "claimed_by": one.claimed_by,
        "by": case_officer(),
        "at": timezone.now(),
        **fields,
    }
    return Ruling.objects.create(finding=one, **given)
