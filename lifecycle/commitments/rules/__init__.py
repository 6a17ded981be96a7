"""What can be promised at all, what may be added to the library, and whether a promise was kept. Pure."""

from lifecycle.commitments.rules.entries import LEAST_COMMITMENTS, MOST_COMMITMENTS, Library, Promise, promised
from lifecycle.commitments.rules.library import (
    LOCAL,
    Addition,
    obstacles_to_add,
    obstacles_to_keep_the_library,
    obstacles_to_withdraw,
)
from lifecycle.commitments.rules.measurable import obstacles_to_commitments
from lifecycle.commitments.rules.verdicts import Judged, judge

__all__ = [
    "LEAST_COMMITMENTS",
    "LOCAL",
    "MOST_COMMITMENTS",
    "Addition",
    "Judged",
    "Library",
    "Promise",
    "judge",
    "obstacles_to_add",
    "obstacles_to_commitments",
    "obstacles_to_keep_the_library",
    "obstacles_to_withdraw",
    "promised",
]
