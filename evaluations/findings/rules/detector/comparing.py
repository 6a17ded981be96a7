"""G5: what people report against what machines counted of the same thing."""

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Pair, Reals, answers
from evaluations.findings.rules.detector.quantities import COMPARED, volume
from evaluations.findings.rules.detector.states import States


def disagreement(states: States, asked: Flags, numbers: Parameters) -> Pair:
    """Reported and counted amounts a day differ, either way; leaves when all that can be compared agree."""
    times, known = apart(states, numbers)
    return answers(times >= numbers.disagreement_enter, known=asked & known), answers(
        times <= numbers.disagreement_leave, known=asked & known
    )


def apart(states: States, numbers: Parameters) -> tuple[Reals, Flags]:
    """By which factor (1 … 1,000) the two differ most, and whether there is enough of both to say."""
    sums = states["sums"].sum(axis=1, dtype=np.float64)
    times, known = np.ones(len(sums)), np.zeros(len(sums), np.bool_)
    for name in COMPARED:
        (counted, counted_days), (reported, reported_days) = (
            sums[:, volume(name, reported=who)].T for who in (False, True)
        )
        both = (np.minimum(counted_days, reported_days) >= numbers.least_days) & (
            np.maximum(counted, reported) >= numbers.least_cases
        )
        one, other = counted / np.maximum(counted_days, 1), reported / np.maximum(reported_days, 1)
        low, high = np.minimum(one, other), np.maximum(one, other)
        times = np.where(both, np.maximum(times, np.minimum(high / np.maximum(low, high / 1000 + 1e-9), 1000)), times)
        known |= both
    return times, known
