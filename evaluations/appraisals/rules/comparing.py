"""Before and after a rectification: the same indicators over windows of the same length."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from evaluations.appraisals.enums import Effect, Standing
from evaluations.appraisals.indicators import REVIEW
from evaluations.appraisals.rules.scoring import points_of

NOTICEABLE = Decimal("0.05")
"""A change of a degree (0–1) that is more than chance (本单位设定)."""

BETTER, SAME, WORSE, UNKNOWN = "better", "same", "worse", "unknown"


def comparison_of(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One entry per indicator that the program fills; judged ones are nobody's to re-measure."""
    later = {value["filled_from"]: value for value in after}
    return [
        _compared(value, later[value["filled_from"]])
        for value in before
        if not value["filled_from"].startswith(f"{REVIEW}:") and value["filled_from"] in later
    ]


def _compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    known = before["standing"] == after["standing"] == Standing.MEASURED
    change = Decimal(after["degree"]) - Decimal(before["degree"]) if known else None
    return {
        **{name: before[name] for name in ("filled_from", "label", "dimension", "weight", "surface", "unit")},
        "before": {name: before[name] for name in ("low", "high", "degree", "coverage", "gap")},
        "after": {name: after[name] for name in ("low", "high", "degree", "coverage", "gap")},
        "change": None if change is None else format(change, "f"),
        "became": _became(change),
    }


def _became(change: Decimal | None) -> str:
    if change is None:
        return UNKNOWN
    if change >= NOTICEABLE:
        return BETTER
    return WORSE if change <= -NOTICEABLE else SAME


def suggested(comparison: Sequence[Mapping[str, Any]]) -> Effect:
    """Effective when more points were won than lost, surface indicators left aside; unclear when most of the weight is unknown."""
    real = [line for line in comparison if not line["surface"]]
    known = [line for line in real if line["change"] is not None]
    if not known or sum(Decimal(line["weight"]) for line in known) * 2 < sum(Decimal(line["weight"]) for line in real):
        return Effect.UNCLEAR
    noticed = [line for line in known if line["became"] in (BETTER, WORSE)]
    gained = sum(
        (points_of(Decimal(line["weight"]), Decimal(line["change"])) or Decimal(0) for line in noticed), Decimal(0)
    )
    return Effect.EFFECTIVE if gained > 0 else Effect.INEFFECTIVE
