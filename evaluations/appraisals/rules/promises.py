"""Commitments against what was measured: met, within tolerance, missed, not measurable."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from evaluations.appraisals.enums import Gap, Standing
from evaluations.appraisals.indicators import Indicator
from evaluations.appraisals.rules.measuring import Measured
from evaluations.appraisals.rules.scoring import FINE, Value
from lifecycle.commitments.enums import Verdict
from lifecycle.commitments.rules.verdicts import Judged, judge

KEPT = frozenset({Verdict.MET, Verdict.WITHIN_TOLERANCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A commitment as an appraisal looks at it. ``reached`` is None until it is due."""

    code: str
    label: str
    unit: str
    direction: str
    target: Decimal
    tolerance_percent: Decimal
    baseline: Decimal | None
    population: str
    responsible_post: str
    due_on: date | None
    next_due_on: date | None
    reached: Measured | None
    read_from: str

    def stored(self) -> dict[str, Any]:
        """As an appraisal keeps it; ``verdict`` is empty while nothing is due."""
        reached = self.reached or Measured()
        return {
            "code": self.code,
            "label": self.label,
            "unit": self.unit,
            "direction": self.direction,
            "target": format(self.target, "f"),
            "tolerance_percent": format(self.tolerance_percent, "f"),
            "baseline": None if self.baseline is None else format(self.baseline, "f"),
            "population": self.population,
            "responsible_post": self.responsible_post,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "next_due_on": self.next_due_on.isoformat() if self.next_due_on else None,
            "low": None if reached.low is None else format(reached.low, "f"),
            "high": None if reached.high is None else format(reached.high, "f"),
            "coverage": format(reached.coverage, "f") if self.reached else None,
            "gap": str(reached.gap),
            "read_from": self.read_from,
            "verdict": str(verdict_of(self, self.reached)) if self.reached else "",
        }


def verdict_of(commitment: Judged, reached: Measured) -> Verdict:
    """The verdict that both bounds agree on; not measurable where they do not, or where there is no value."""
    low, high = judge(commitment, reached.low), judge(commitment, reached.high)
    return low if low == high else Verdict.NOT_MEASURABLE


def counts_of(commitments: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """{verdict: how many} over those that were due."""
    counts = Counter(said["verdict"] for said in commitments if said["verdict"])
    return {str(verdict): counts[str(verdict)] for verdict in Verdict}


def value_of_promises(indicator: Indicator, commitments: Sequence[Mapping[str, Any]], *, least: Decimal) -> Value:
    """Those kept of those that could be measured; the weight stays open where too few of those due could."""
    counts = counts_of(commitments)
    due = sum(counts.values())
    told = due - counts[Verdict.NOT_MEASURABLE]
    basis = {name: str(count) for name, count in counts.items()}
    if not due:
        return Value(indicator=indicator, standing=Standing.NOT_MEASURABLE, gap=Gap.NOTHING_DUE, basis=basis)
    coverage = (Decimal(told) / due).quantize(FINE)
    if not told or coverage < least:
        gap = Gap.LOW_COVERAGE if told else Gap.NO_DATA
        return Value(indicator=indicator, standing=Standing.NOT_MEASURABLE, gap=gap, coverage=coverage, basis=basis)
    share = (Decimal(counts[Verdict.MET] + counts[Verdict.WITHIN_TOLERANCE]) / told).quantize(FINE)
    percent = (share * 100).quantize(Decimal("0.01"))
    return Value(
        indicator=indicator,
        standing=Standing.MEASURED,
        degree=share,
        low=percent,
        high=percent,
        unit="%",
        coverage=coverage,
        basis=basis,
    )
