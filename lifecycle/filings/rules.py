"""What stands against a filing, against saying that it is gone, and against ending a case while it is not. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lifecycle.closeout.receipts import Receipt
from lifecycle.closeout.rules.settling import obstacles_to_statement
from lifecycle.filings.enums import STANDING, Ending, FilingKind, FilingState
from lifecycle.filings.models import Filing
from registry.refusals import Obstacle
from registry.systems.enums import SystemKind

NEEDED = {
    SystemKind.APP: FilingKind.APP,
    SystemKind.MINI_PROGRAM: FilingKind.MINI_PROGRAM,
    SystemKind.QUICK_APP: FilingKind.QUICK_APP,
}
"""The filing each mobile kind needs before it is launched (国办函〔2026〕12号)."""


@dataclass(frozen=True, slots=True)
class FilingView:
    """A filing on a case's checklist. ``is_ended``: the case says how it came to its end."""

    label: str
    state: str
    is_ended: bool = False


def obstacles_to_keep(filing: Filing, *, has_twin: bool) -> list[Obstacle]:
    """Against what a filing says as a whole. ``has_twin``: another row says the same."""
    found: list[Obstacle] = []
    if has_twin:
        message = _("This filing is registered already.")
        found.append(Obstacle("already-registered", message, "number", "content"))
    if filing.state == FilingState.IN_FORCE and not filing.number.strip():
        message = _("A filing in force has a number.")
        found.append(Obstacle("number-missing", message, "number", "content"))
    if filing.filed_on and filing.expires_on and filing.expires_on < filing.filed_on:
        message = _("A filing does not expire before it was made.")
        found.append(Obstacle("expires-before", message, "expires_on", "content"))
    return found


def obstacles_to_cancel(filing: FilingView, *, ending: str, statement: str, receipt: Receipt) -> list[Obstacle]:
    """Against saying in a case how a filing came to its end."""
    found: list[Obstacle] = []
    if filing.is_ended:
        found.append(Obstacle("already-ended", _("The case says already how this filing ended.")))
    if ending not in Ending.values:
        found.append(Obstacle("ending-missing", _("Choose how the filing ended."), "ending", "content"))
    if ending == Ending.CANCELLED and not receipt.sha256:
        message = _("Bring the authority's receipt: its hash is kept, not the file.")
        found.append(Obstacle("receipt-missing", message, "file", "content"))
    return found + obstacles_to_statement(statement)


def obstacles_before_the_end(filings: Iterable[FilingView]) -> list[Obstacle]:
    """Against ending a case: every filing an authority still has must be gone there, or need no cancelling."""
    return [
        Obstacle("filing-left", _("%(filing)s is not cancelled yet.") % {"filing": filing.label})
        for filing in filings
        if filing.state in STANDING and not filing.is_ended
    ]


def missing_for(kind: str, filed: Collection[str]) -> FilingKind | None:
    """The filing a system of this kind needs and does not have. ``filed``: the kinds it has in force."""
    needed = NEEDED.get(SystemKind(kind))
    return needed if needed and needed not in filed else None


def obstacles_to_launch(kind: str, filed: Collection[str]) -> list[Obstacle]:
    """Against launching a mobile application that is not filed (国办函〔2026〕12号)."""
    missing = missing_for(kind, filed)
    if missing is None:
        return []
    message = _("The %(filing)s is missing: it has to be in force before the launch.") % {"filing": missing.label}
    return [Obstacle("filing-missing", message)]
