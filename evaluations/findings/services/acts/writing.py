"""What the acts share: the row locked, its version compared, the event written."""

from typing import Any

from evaluations.findings.models import Finding
from evaluations.findings.rules.acts import given_back_to
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import VersionChanged


def locked(finding: Finding, expected_version: int | None) -> Finding:
    """The row as it is now, nobody else's until the transaction ends.

    Raises:
        VersionChanged: somebody acted on it since ``expected_version`` was read.
    """
    now = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("system__sponsor", "policy", "claimed_by")
        .get(pk=finding.pk)
    )
    if expected_version is not None and now.version != expected_version:
        raise VersionChanged(now.code)
    return now


def handed_back(finding: Finding) -> None:
    """Nobody's any more, nothing decided: the next sweep renews its evidence. Not saved yet."""
    finding.state = given_back_to(finding)
    finding.claimed_by = finding.claimed_at = None
    finding.decided_by = finding.decided_at = None
    finding.snoozed_until = finding.dismissed_until = None
    finding.decided_reason = finding.dismissed_code = finding.confirmed_as = finding.case_number = ""


def done(verb: str, finding: Finding, *, by: Person | None, **data: Any) -> Finding:
    """Save a finding as the next version and record why."""
    finding.version += 1
    finding.save()
    record(verb, subject=finding, by=by, system=finding.system.code, version=finding.version, **data)
    return finding
