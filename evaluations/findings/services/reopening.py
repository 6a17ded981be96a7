"""Findings that come back without anybody's act: their case came to nothing, or the day until which they were put off is here."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import FindingState
from evaluations.findings.models import Finding
from evaluations.findings.services.acts.writing import done, handed_back, locked
from evaluations.findings.services.inquiries import tell


@transaction.atomic
def reopen_after(*, finding: Finding, case: str) -> Finding:
    """Reopen a confirmed finding whose case was withdrawn or rescinded; the decision stays in the books."""
    finding = locked(finding, None)
    handed_back(finding)
    finding.reopened_at = timezone.now()
    return done("findings.case_came_to_nothing", finding, by=None, case=case)


def wake(*, today: date) -> int:
    """Take up what was put off until today or before, and tell whoever put it off; how many. Safe to run twice."""
    due = Finding.objects.filter(state=FindingState.SNOOZED, snoozed_until__lte=today).order_by("pk")
    return sum(_woken(finding, today) for finding in due)


@transaction.atomic
def _woken(finding: Finding, today: date) -> bool:
    finding = locked(finding, None)
    until = finding.snoozed_until
    if finding.state != FindingState.SNOOZED or until is None or until > today:
        return False
    people = [finding.claimed_by] if finding.claimed_by else []
    handed_back(finding)
    tell("findings.woken", finding, people, key=until.isoformat())
    done("findings.woken", finding, by=None, until=until)
    return True
