"""What there is in a fleet, and how often."""

from typing import Final

import numpy as np

from evaluations.proving.enums import Truth
from evaluations.proving.generator import Dice, Flags, Whole

SHARES: Final = {
    Truth.NEVER_USED: 0.03,
    Truth.DECAYED: 0.05,
    Truth.VESTIGIAL: 0.04,
    Truth.FLATTERED: 0.03,
    Truth.HARD_TO_USE: 0.08,
    Truth.ANNUAL: 0.02,
    Truth.SEASONAL: 0.03,
    Truth.STANDBY: 0.03,
    Truth.EXPERTS: 0.04,
    Truth.BACK_END: 0.03,
    Truth.NEW: 0.04,
    Truth.GAPS: 0.03,
}
"""As inspections of county ledgers report them, rounded; the five of legitimate low use make up 15 %. The rest is healthy."""
TRUTHS: Final = tuple(Truth)


def dealt(systems: int, dice: Dice) -> Whole:
    """The truth of each system, as its place in :data:`TRUTHS`: the shares exactly, up to rounding, in no order."""
    counts = {truth: round(systems * share) for truth, share in SHARES.items()}
    counts[Truth.HEALTHY] = systems - sum(counts.values())
    dealt = np.repeat([TRUTHS.index(truth) for truth in counts], list(counts.values()))
    return dice.permutation(dealt)


def are(truths: Whole, *wanted: Truth) -> Flags:
    return np.isin(truths, [TRUTHS.index(each) for each in wanted])
