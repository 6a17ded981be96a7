"""Filings of a system, and the checklist of a case."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lifecycle.cases.models import Case
from lifecycle.filings.enums import STANDING, FilingState
from lifecycle.filings.models import Cancellation, Filing
from lifecycle.filings.rules import FilingView
from registry.organisations.models import MachineToken, Person
from registry.systems.models import System
from registry.systems.selectors import systems_visible_to


@dataclass(frozen=True)
class Check:
    """One line of a case's checklist. ``cancellation``: how it ended in this case, where it did."""

    filing: Filing
    cancellation: Cancellation | None

    @property
    def is_open(self) -> bool:
        return self.cancellation is None and self.filing.state in STANDING

    @property
    def view(self) -> FilingView:
        return FilingView(str(self.filing), self.filing.state, is_ended=self.cancellation is not None)


def filings_of(system: System) -> QuerySet[Filing]:
    return Filing.objects.filter(system=system).select_related("system").order_by("kind", "id")


def filings_visible_to(who: Person | MachineToken) -> QuerySet[Filing]:
    """Those of the systems one may see."""
    return Filing.objects.filter(system__in=systems_visible_to(who).values("pk")).select_related("system__sponsor")


def checklist_of(case: Case) -> list[Check]:
    """Every filing of the case's system that stands or came to its end in the case. Two queries."""
    ended = {each.filing_id: each for each in Cancellation.objects.filter(case=case).select_related("by", "filing")}
    checks = [Check(filing, ended.get(filing.pk)) for filing in filings_of(case.system)]
    return [check for check in checks if check.is_open or check.cancellation]


def views_of(case: Case) -> list[FilingView]:
    """The same for the rules."""
    return [check.view for check in checklist_of(case)]


def kinds_in_force(system: System) -> set[str]:
    """Which kinds of filing a system has. One query."""
    return set(Filing.objects.filter(system=system, state=FilingState.IN_FORCE).values_list("kind", flat=True))
