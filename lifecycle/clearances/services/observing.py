"""What is done when something answers again that was verified as gone."""

from django.utils.translation import gettext as _

from lifecycle.cases.commands import Reopen
from lifecycle.cases.enums import ClearanceKind, State
from lifecycle.cases.services import execute
from lifecycle.clearances.enums import Verdict
from lifecycle.clearances.models import Probe
from registry.refusals import Refused

OBSERVE = "clearances.observe"
_WATCHED = (State.SHUTDOWN, State.OBSERVATION)


def reopen(*, probe: Probe) -> bool:
    """Put the case back into clearance because a look found something; whether it did.

    Only an affirmative answer counts: unknown is not back. A case that somebody moved in the meantime is left as it is; the
    look stays in its list.
    """
    case = probe.item.clearance.case
    if probe.verdict != Verdict.STILL_THERE or case.state not in _WATCHED:
        return False
    reason = _("%(item)s answers again: %(reason)s.") % {
        "item": probe.item.label,
        "reason": probe.get_reason_display(),
    }
    basis: dict[str, str | int] = {"probe": probe.pk, "item": probe.item.label, "sha256": probe.sha256}
    command = Reopen(ClearanceKind.ACCESS_PATHS, reason, (basis,))
    try:
        execute(case=case, command=command, by=None, expected_version=None)
    except Refused:
        return False
    return True
