"""As what a finding may be confirmed, and which case that opens."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Confirmation, FindingKind, FindingState
from evaluations.findings.models import Finding
from evaluations.findings.rules.acts import Officer, Situation, content, obstacles_to_reason, obstacles_to_settle
from registry.refusals import Obstacle
from registry.systems.enums import Stage
from registry.systems.models import System

PROCESS_OF: Final = {
    Confirmation.UNUSED: "retirement",
    Confirmation.MERGE: "retirement",
    Confirmation.HARD_TO_USE: "rectification",
    Confirmation.TO_EVALUATE: "evaluation",
}
CONFIRMATIONS: Final[dict[str, tuple[Confirmation, ...]]] = {
    FindingKind.UNUSED: (Confirmation.UNUSED, Confirmation.MERGE, Confirmation.TO_EVALUATE),
    FindingKind.HARD_TO_USE: (Confirmation.HARD_TO_USE, Confirmation.MERGE, Confirmation.TO_EVALUATE),
    FindingKind.FLATTERED: (Confirmation.TO_EVALUATE,),
    FindingKind.BACK_END_ONLY: (Confirmation.TO_EVALUATE,),
    FindingKind.OWNERLESS: (Confirmation.TO_EVALUATE,),
    FindingKind.SIGNS: (Confirmation.TO_EVALUATE, Confirmation.MERGE),
    FindingKind.NOT_MONITORED: (),
}
"""By the kind of finding; what usually follows comes first."""


def obstacles_to_confirm(finding: Finding, officer: Officer, situation: Situation) -> list[Obstacle]:
    """As to settle; and where notices are on, the sponsor was asked and answered, or its time is over. Silence decides nothing."""
    found = obstacles_to_settle(finding, officer, situation)
    if not CONFIRMATIONS[finding.kind]:
        found.append(
            Obstacle("nothing-to-confirm", _("What is not seen cannot be judged: have the data mended, or dismiss it."))
        )
    if finding.state == FindingState.CLAIMED and not situation.numbers.shadow:
        if not situation.sponsor_asked:
            found.append(Obstacle("sponsor-not-asked", _("Ask the sponsor for its view first.")))
        elif situation.awaited_until:
            message = _("The sponsor has until %(day)s to answer.") % {"day": situation.awaited_until}
            found.append(Obstacle("answer-awaited", message))
    return found


def obstacles_to_confirmation(
    finding: Finding, *, confirmed_as: str, successor: System | None, reason: str
) -> list[Obstacle]:
    """What is wrong with the content of a confirmation."""
    found = obstacles_to_reason(reason)
    if confirmed_as not in CONFIRMATIONS[finding.kind]:
        found.append(content("not-as-that", _("Choose as what it is confirmed."), "confirmed_as"))
    if confirmed_as == Confirmation.MERGE:
        if successor is None or successor.pk == finding.system_id:
            found.append(content("no-successor", _("Name the other system that takes over, by its code."), "successor"))
        elif successor.stage != Stage.LIVE:
            found.append(content("successor-not-live", _("The system that takes over has to be live."), "successor"))
    return found
