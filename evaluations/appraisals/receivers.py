"""What this room does when a case moves, inside the case's own transaction."""

from typing import Any

from django.dispatch import receiver

from evaluations.appraisals.services.appraising import complete
from evaluations.appraisals.services.evaluating import fill_in
from evaluations.appraisals.services.rectification import bundle, measure_before
from lifecycle.cases.enums import DecisionOutcome, State
from lifecycle.cases.models import Case, Decision
from lifecycle.cases.signals import case_moved, case_opened, decision_taken


@receiver(case_opened)
def measure(sender: Any, case: Case, **kwargs: Any) -> None:
    """An evaluation gets its appraisal, a rectification the figures of before."""
    if case.process == "evaluation":
        fill_in(case=case)
    elif case.process == "rectification":
        measure_before(case=case)


@receiver(case_moved)
def complete_at_decision(sender: Any, case: Case, after: str, **kwargs: Any) -> None:
    """All reviews are filed: what they judged completes the appraisal, before anybody decides."""
    if case.process == "evaluation" and after == State.DECISION:
        complete(case=case, by=None)


@receiver(decision_taken)
def tie_up(sender: Any, case: Case, decision: Decision, **kwargs: Any) -> None:
    """A rectification without effect is traced back."""
    if decision.outcome == DecisionOutcome.INEFFECTIVE:
        bundle(case=case, decision=decision)
