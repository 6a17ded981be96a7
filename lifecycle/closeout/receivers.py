"""News from the engine."""

from typing import Any

from django.dispatch import receiver

from lifecycle.cases.enums import DecisionOutcome, Outcome
from lifecycle.cases.models import Case, Decision
from lifecycle.cases.signals import case_closed, decision_taken
from lifecycle.closeout.selectors import successor_of
from lifecycle.closeout.services import begin, end_holds, suspend
from registry.systems.enums import Succession
from registry.systems.services.facts import carry_on

_LEAVING = frozenset({DecisionOutcome.RETIRE, DecisionOutcome.MERGE})


@receiver(decision_taken)
def list_matters_and_suspend_funds(sender: type[Decision], case: Case, decision: Decision, **_more: Any) -> None:
    if case.process == "retirement" and decision.outcome in _LEAVING:
        begin(case=case, by=decision.by)
        suspend(case=case, by=decision.by)


@receiver(case_closed)
def end_or_resume_funds(sender: type[Case], case: Case, **_more: Any) -> None:
    end_holds(case=case, by=None)


@receiver(case_closed)
def let_the_successor_carry_on(sender: type[Case], case: Case, **_more: Any) -> None:
    """What was counted of a system that was merged is counted as its successor's from then on."""
    successor = successor_of(case) if case.outcome == Outcome.MERGED else None
    if successor:
        carry_on(system=successor, earlier=case.system, how=Succession.MERGED, reason=case.number)
