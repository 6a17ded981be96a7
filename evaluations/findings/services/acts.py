"""What people do with a finding: claim, hand back, confirm, dismiss. Each ends in one event on the stream ``findings``."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import FindingState, Tier
from evaluations.findings.models import Finding
from evaluations.findings.rules.acts import (
    obstacles_to_claim,
    obstacles_to_confirm,
    obstacles_to_dismissal,
    obstacles_to_reason,
    obstacles_to_release,
    obstacles_to_settle,
)
from evaluations.findings.selectors.acts import officer_of
from lifecycle.cases.models import Case
from lifecycle.cases.services import open_case
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import VersionChanged, refuse_if


@transaction.atomic
def claim(*, finding: Finding, by: Person, expected_version: int | None = None) -> Finding:
    """Take a finding in hand: from here on no sweep changes its evidence.

    Raises:
        Refused: ``by`` is no case officer or of the sponsor, or somebody else was first.
        VersionChanged: somebody acted on it since ``expected_version`` was read.
    """
    finding = _locked(finding, expected_version)
    refuse_if(obstacles_to_claim(finding, officer_of(by)))
    finding.state, finding.claimed_by, finding.claimed_at = FindingState.CLAIMED, by, timezone.now()
    return _done("findings.claimed", finding, by=by, evidence_sha256=finding.evidence_sha256)


@transaction.atomic
def release(*, finding: Finding, reason: str, by: Person, expected_version: int | None = None) -> Finding:
    """Hand a claimed finding back: the next sweep refreshes its evidence again.

    Raises:
        Refused: ``by`` did not claim it, or gives no reason.
        VersionChanged: as in :func:`claim`.
    """
    finding = _locked(finding, expected_version)
    refuse_if([*obstacles_to_release(finding, officer_of(by)), *obstacles_to_reason(reason)])
    finding.state = FindingState.CANDIDATE if finding.tier in (Tier.A, Tier.B) else FindingState.WATCH
    finding.claimed_by = finding.claimed_at = None
    return _done("findings.released", finding, by=by, reason=reason)


@transaction.atomic
def confirm(*, finding: Finding, reason: str, by: Person, expected_version: int | None = None) -> Case:
    """Say, as the second person, that the system is not used: opens its retirement case with the frozen evidence as grounds.

    Both people are authors of that case, so neither can review or decide it.

    Raises:
        Refused: ``by`` is the claimer, of the sponsor or no case officer, gives no reason, or the system has an open case.
        VersionChanged: as in :func:`claim`.
    """
    finding = _locked(finding, expected_version)
    refuse_if([*obstacles_to_confirm(finding, officer_of(by)), *obstacles_to_reason(reason)])
    claimer = finding.claimed_by
    if claimer is None:
        raise AssertionError("A claimed finding has a claimer.")
    case = open_case(
        system=finding.system,
        process="retirement",
        grounds={
            "finding": finding.code,
            "tier": finding.tier,
            "signals": finding.signals,
            "limbs": finding.limbs,
            "evidence": finding.evidence,
            "evidence_sha256": finding.evidence_sha256,
            "policy": finding.policy.version,
            "reason": reason,
        },
        by=by,
        also_authors=[claimer],
    )
    finding.state, finding.case_number = FindingState.CONFIRMED, case.number
    _settled(finding, reason=reason, by=by)
    _done("findings.confirmed", finding, by=by, reason=reason, case=case.number)
    return case


@transaction.atomic
def dismiss(
    *, finding: Finding, code: str, reason: str, until: date | None, by: Person, expected_version: int | None = None
) -> Finding:
    """Set a finding aside, as the second person, through the day ``until``; the sweep stays silent about it so long.

    Raises:
        Refused: as in :func:`confirm`; or the code is unknown, or ``until`` is not within the next twelve months.
        VersionChanged: as in :func:`claim`.
    """
    finding = _locked(finding, expected_version)
    refuse_if(
        [
            *obstacles_to_settle(finding, officer_of(by)),
            *obstacles_to_dismissal(code=code, reason=reason, until=until, today=timezone.localdate()),
        ]
    )
    finding.state, finding.dismissed_code, finding.dismissed_until = FindingState.DISMISSED, code, until
    _settled(finding, reason=reason, by=by)
    return _done("findings.dismissed", finding, by=by, code=code, reason=reason, until=until)


def _locked(finding: Finding, expected_version: int | None) -> Finding:
    now = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("system", "policy", "claimed_by")
        .get(pk=finding.pk)
    )
    if expected_version is not None and now.version != expected_version:
        raise VersionChanged(now.code)
    return now


def _settled(finding: Finding, *, reason: str, by: Person) -> None:
    finding.decided_by, finding.decided_at, finding.decided_reason = by, timezone.now(), reason


def _done(verb: str, finding: Finding, *, by: Person, **data: Any) -> Finding:
    finding.version += 1
    finding.save()
    record(verb, subject=finding, by=by, system=finding.system.code, version=finding.version, **data)
    return finding
