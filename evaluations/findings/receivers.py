"""What this room does when a case ends, inside the case's own transaction."""

from typing import Any

from django.dispatch import receiver

from evaluations.findings.enums import OPEN_STATES, FindingState
from evaluations.findings.models import Finding
from evaluations.findings.services.reopening import reopen_after
from lifecycle.cases.enums import Outcome
from lifecycle.cases.models import Case
from lifecycle.cases.signals import case_closed

CAME_TO_NOTHING = frozenset({Outcome.WITHDRAWN, Outcome.RESCINDED})


@receiver(case_closed)
def look_again(*, case: Case, **_said: Any) -> None:
    """A case that was withdrawn or rescinded settles nothing: its finding is open again, unless the same was found anew."""
    if case.outcome not in CAME_TO_NOTHING:
        return
    for finding in Finding.objects.filter(state=FindingState.CONFIRMED, case_number=case.number):
        same = Finding.objects.filter(system=finding.system_id, kind=finding.kind, state__in=OPEN_STATES)
        if not same.exists():
            reopen_after(finding=finding, case=case.number)
