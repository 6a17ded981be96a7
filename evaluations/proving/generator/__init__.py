"""A made-up fleet with a hidden truth, seedable: what systems did day by day, and what collectors told of it.

Read in this order: ``days``, ``classes`` (what there is), ``register`` (what is written of it), ``using`` (who came), ``counts`` (what
they did), ``flattery``, ``collectors`` and ``telling`` (who counted what, and what went wrong), ``rows``, ``fleets``, ``files``.
Every number here is drawn from how such systems are run, says why, and was chosen without the detector.
"""

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Dice = np.random.Generator


def between(dice: Dice, low: float, high: float, size: int | tuple[int, ...]) -> Reals:
    """Evenly drawn."""
    return dice.uniform(low, high, size)


def chance(dice: Dice, share: float, size: int | tuple[int, ...]) -> Flags:
    """True with a probability."""
    return np.asarray(dice.random(size) < share)
