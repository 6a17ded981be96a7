"""News from the engine."""

from typing import Any

from django.dispatch import receiver

from lifecycle.cases.enums import DecisionOutcome
from lifecycle.cases.models import Case, Decision
from lifecycle.cases.signals import case_closed, decision_taken
from lifecycle.closeout.services import begin, end_holds, suspend

_LEAVING = frozenset({DecisionOutcome.RETIRE, DecisionOutcome.MERGE})


@receiver(decision_taken)
def list_matters_and_suspend_funds(sender: type[Decision], case: Case, decision: Decision, **_more: Any) -> None:
    if case.process == "retirement" and decision.outcome in _LEAVING:
        begin(case=case, by=decision.by)
        suspend(case=case, by=decision.by)


@receiver(case_closed)
def end_or_resume_funds(sender: type[Case], case: Case, **_more: Any) -> None:
    end_holds(case=case, by=None)
