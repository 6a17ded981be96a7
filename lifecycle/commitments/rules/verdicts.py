"""A promise against what was measured."""

from decimal import Decimal
from typing import Protocol

from lifecycle.commitments.enums import Direction, Verdict


class Judged(Protocol):
    """What a verdict needs of a commitment."""

    @property
    def target(self) -> Decimal: ...
    @property
    def direction(self) -> str: ...
    @property
    def tolerance_percent(self) -> Decimal: ...


def judge(commitment: Judged, measured: Decimal | None) -> Verdict:
    """A promise against a measured value in the same unit; ``None`` is "no data", never zero.

    The tolerance is a share of the target: 5 % of a target of 80 lets 76 pass, and at a target of 0 nothing.
    """
    if measured is None:
        return Verdict.NOT_MEASURABLE
    short = commitment.target - measured if commitment.direction == Direction.HIGHER else measured - commitment.target
    if short <= 0:
        return Verdict.MET
    allowed = abs(commitment.target) * commitment.tolerance_percent / 100
    return Verdict.WITHIN_TOLERANCE if short <= allowed else Verdict.MISSED
