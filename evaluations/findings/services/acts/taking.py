"""Taking a finding in hand, handing it back, putting it off, looking at it again."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import FindingState
from evaluations.findings.models import Finding
from evaluations.findings.rules.acts import (
    obstacles_to_claim,
    obstacles_to_reason,
    obstacles_to_release,
    obstacles_to_reopen,
    obstacles_to_snooze,
    obstacles_to_snoozing,
)
from evaluations.findings.selectors.acts import officer_of, situation_of
from evaluations.findings.services.acts.writing import done, handed_back, locked
from registry.organisations.models import Person
from registry.refusals import refuse_if


@transaction.atomic
def claim(*, finding: Finding, by: Person, expected_version: int | None = None) -> Finding:
    """Take a finding in hand: from here on no sweep changes its evidence.

    Raises:
        Refused: ``by`` is no case officer or of the sponsor, or somebody else was first.
        VersionChanged: somebody acted on it since ``expected_version`` was read.
    """
    finding = locked(finding, expected_version)
    refuse_if(obstacles_to_claim(finding, officer_of(by), situation_of(finding)))
    finding.state, finding.claimed_by, finding.claimed_at = FindingState.CLAIMED, by, timezone.now()
    return done("findings.claimed", finding, by=by, evidence_sha256=finding.evidence_sha256)


@transaction.atomic
def release(*, finding: Finding, reason: str, by: Person, expected_version: int | None = None) -> Finding:
    """Hand a claimed finding back: the next sweep refreshes its evidence again.

    Raises:
        Refused: ``by`` did not claim it, or gives no reason.
        VersionChanged: as in :func:`claim`.
    """
    finding = locked(finding, expected_version)
    refuse_if([*obstacles_to_release(finding, officer_of(by), situation_of(finding)), *obstacles_to_reason(reason)])
    handed_back(finding)
    return done("findings.released", finding, by=by, reason=reason)


@transaction.atomic
def snooze(
    *, finding: Finding, reason: str, until: date | None, by: Person, expected_version: int | None = None
) -> Finding:
    """Put a claimed finding off: on the day ``until`` it is judged afresh and waits for somebody to take it up.

    Raises:
        Refused: ``by`` did not claim it, gives no reason, or ``until`` is not ahead or too far.
        VersionChanged: as in :func:`claim`.
    """
    finding = locked(finding, expected_version)
    situation = situation_of(finding)
    refuse_if(
        [
            *obstacles_to_snooze(finding, officer_of(by), situation),
            *obstacles_to_snoozing(reason=reason, until=until, situation=situation),
        ]
    )
    finding.state, finding.snoozed_until = FindingState.SNOOZED, until
    return done("findings.snoozed", finding, by=by, until=until, reason=reason)


@transaction.atomic
def reopen(*, finding: Finding, reason: str, by: Person, expected_version: int | None = None) -> Finding:
    """Look again at what was dismissed, put off, or held for a data problem. The decision taken stays in the books.

    Raises:
        Refused: ``by`` is no case officer or of the sponsor, gives no reason, or the same was found again meanwhile.
        VersionChanged: as in :func:`claim`.
    """
    finding = locked(finding, expected_version)
    refuse_if([*obstacles_to_reopen(finding, officer_of(by), situation_of(finding)), *obstacles_to_reason(reason)])
    before = finding.state
    handed_back(finding)
    finding.reopened_at = timezone.now()
    return done("findings.reopened", finding, by=by, state=[before, finding.state], reason=reason)
