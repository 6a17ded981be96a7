"""How measurements become judgements: array functions over (systems × days) and (systems × weeks), without query or clock.

Read in this order: ``axis`` and ``marks`` (what a cell says), ``filling`` (rows to cells), ``outages``, ``rhythms``
(what is expected when), ``measures`` (what the cells add up to at each week end), ``signals``, ``holds``, ``verdicts``.
Three values everywhere: yes, no, and :data:`UNKNOWN` for not enough data.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

YES: Final = 1
NO: Final = 0
UNKNOWN: Final = -1

Flags = npt.NDArray[np.bool_]
Answers = npt.NDArray[np.int8]
Pair = tuple[Answers, Answers]
"""Whether a signal's enter line is crossed, and whether its leave line is."""
Bytes = npt.NDArray[np.uint8]
Whole = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]


def answers(yes: Flags, *, known: Flags) -> Answers:
    """Three-valued: yes or no where ``known``, else not enough data."""
    return np.where(known, yes.astype(np.int8), np.int8(UNKNOWN))
