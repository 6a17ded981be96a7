"""Every indicator of a scheme with its value, from what is stored."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evaluations.appraisals.enums import Gap, Standing
from evaluations.appraisals.indicators import COMMITMENTS, USAGE, Indicator
from evaluations.appraisals.models import Scheme
from evaluations.appraisals.rules.measuring import UNITS, Facts, Measured, measured
from evaluations.appraisals.rules.promises import value_of_promises
from evaluations.appraisals.rules.scoring import FINE, Value, degree_of
from evaluations.findings.enums import FindingState
from evaluations.findings.models import Finding
from lifecycle.cases.models import Case
from registry.systems.models import System


def values_of(scheme: Scheme, facts: Facts, commitments: Sequence[Mapping[str, Any]]) -> list[Value]:
    """In the scheme's order; judged indicators wait for their reviews. Pure but for the scheme."""
    least = scheme.coverage_least_percent / 100
    return [_value(indicator, facts, commitments, least) for indicator in scheme.lines]


def _value(indicator: Indicator, facts: Facts, commitments: Sequence[Mapping[str, Any]], least: Decimal) -> Value:
    if indicator.filled_from == COMMITMENTS:
        return value_of_promises(indicator, commitments, least=least)
    if indicator.filler == USAGE:
        return value_of_usage(indicator, measured(indicator.measure, facts, least=least))
    return Value(indicator=indicator, standing=Standing.NOT_JUDGED, gap=Gap.NOT_FILED)


def value_of_usage(indicator: Indicator, found: Measured) -> Value:
    """The weight stays open where there is no value, or where its bounds would earn different points."""
    told: dict[str, Any] = {
        "indicator": indicator,
        "unit": UNITS[indicator.measure],
        "coverage": found.coverage,
        "basis": found.basis,
    }
    if found.low is None or found.high is None or indicator.zero_at is None or indicator.full_at is None:
        return Value(standing=Standing.NOT_MEASURABLE, gap=found.gap, **told)
    at_least, at_most = (
        degree_of(bound, zero_at=indicator.zero_at, full_at=indicator.full_at) for bound in (found.low, found.high)
    )
    if at_least != at_most:
        return Value(standing=Standing.NOT_MEASURABLE, gap=Gap.ONLY_BOUNDS, low=found.low, high=found.high, **told)
    return Value(standing=Standing.MEASURED, degree=at_least, low=found.low, high=found.high, **told)


def judged_values(case: Case, values: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Stored values with the judged ones filled in from the reviews filed in the case's current round. Three queries."""
    answers = {}
    for review in case.reviews.current().filter(round=case.round).prefetch_related("scores__criterion"):
        for score in review.scores.all():
            answers[f"review:{review.step}.{score.criterion.code}"] = (score.value, score.maximum, review)
    filed = {key.partition(".")[0] for key in answers}
    filled = []
    for kept in values:
        value = dict(kept)
        if value["standing"] == Standing.NOT_JUDGED:
            value |= _judged(kept, answers.get(kept["filled_from"]), filed)
        filled.append(value)
    return filled


def _judged(kept: Mapping[str, Any], answer: tuple[int, int, Any] | None, filed: set[str]) -> dict[str, Any]:
    indicator = Indicator.from_stored({name: kept[name] for name in Indicator.__dataclass_fields__})
    if answer is None:
        gap = Gap.LEFT_OPEN if kept["filled_from"].partition(".")[0] in filed else Gap.NOT_FILED
        return Value(indicator=indicator, standing=Standing.NOT_JUDGED, gap=gap).stored()
    value, maximum, review = answer
    basis = {"value": str(value), "maximum": str(maximum), "review_sha256": review.sha256}
    degree = (Decimal(value) / maximum).quantize(FINE)
    return Value(
        indicator=indicator,
        standing=Standing.JUDGED,
        degree=degree,
        low=Decimal(value),
        high=Decimal(value),
        basis=basis,
    ).stored()


def findings_of(system: System) -> list[dict[str, Any]]:
    """What findings say about a system today, those set aside or lapsed left out. One query."""
    silent = (FindingState.DISMISSED, FindingState.LAPSED, FindingState.WATCH)
    rows = Finding.objects.filter(system=system).exclude(state__in=silent).order_by("code")
    return [
        {
            "code": finding.code,
            "kind": finding.kind,
            "tier": finding.tier,
            "state": finding.state,
            "limbs": finding.limbs,
            "since": finding.since.isoformat(),
            "evidence_sha256": finding.evidence_sha256,
        }
        for finding in rows
    ]
