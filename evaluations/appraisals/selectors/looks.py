"""A look at a system and period: everything an appraisal freezes, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluations.appraisals.enums import Grade, ProposalReason
from evaluations.appraisals.models import Appraisal, Scheme
from evaluations.appraisals.rules.periods import is_young
from evaluations.appraisals.rules.proposing import proposed
from evaluations.appraisals.rules.scoring import Total, grades_of, total_of
from evaluations.appraisals.selectors.measurements import facts_of
from evaluations.appraisals.selectors.promises import promises_of
from evaluations.appraisals.selectors.values import findings_of, judged_values, values_of
from lifecycle.calendar.rules import WorkingDays
from lifecycle.calendar.selectors import working_days
from lifecycle.cases.models import Case
from registry.systems.models import System


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``values``, ``commitments`` and ``findings`` as stored; the rest follows from them and the scheme."""

    scheme: Scheme
    since: date
    until: date
    values: Sequence[dict[str, Any]]
    commitments: Sequence[dict[str, Any]]
    findings: Sequence[dict[str, Any]]
    total: Total
    grades: tuple[Grade, Grade]
    proposal: str
    reasons: Sequence[ProposalReason]

    @property
    def grade(self) -> str:
        """Empty where what is open could change it."""
        return self.grades[0] if self.grades[0] == self.grades[1] else ""


def look_at(system: System, scheme: Scheme, *, since: date, until: date, working: WorkingDays | None = None) -> Look:
    """Measure a system. About ten queries, and four for each commitment the program computes."""
    working = working or working_days()
    promises = promises_of(system, until=until, least=scheme.coverage_least_percent / 100, working=working)
    commitments = [promise.stored() for promise in promises]
    facts = facts_of(system, since=since, until=until, working=working)
    values = [value.stored() for value in values_of(scheme, facts, commitments)]
    return _look(system, scheme, period=(since, until), values=values, commitments=commitments)


def completed(appraisal: Appraisal, case: Case) -> Look:
    """The same figures with the answers of the case's reviewers. Four queries."""
    values = judged_values(case, appraisal.values)
    return _look(
        appraisal.system,
        appraisal.scheme,
        period=(appraisal.since, appraisal.until),
        values=values,
        commitments=appraisal.commitments,
    )


def _look(
    system: System,
    scheme: Scheme,
    *,
    period: tuple[date, date],
    values: Sequence[dict[str, Any]],
    commitments: Sequence[dict[str, Any]],
) -> Look:
    total = total_of(values)
    grades = grades_of(total, scheme)
    findings = findings_of(system)
    proposal, reasons = proposed(
        grades=grades,
        values=values,
        commitments=commitments,
        findings=findings,
        young=is_young(system.launched_on, period[1], scheme.young_months),
    )
    return Look(
        scheme=scheme,
        since=period[0],
        until=period[1],
        values=values,
        commitments=commitments,
        findings=findings,
        total=total,
        grades=grades,
        proposal=proposal,
        reasons=reasons,
    )
