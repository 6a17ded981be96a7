"""What can be promised at all, and whether a promise was kept. Pure."""

from lifecycle.commitments.rules.entries import LEAST_COMMITMENTS, MOST_COMMITMENTS, Library, Promise, promised
from lifecycle.commitments.rules.measurable import obstacles_to_commitments
from lifecycle.commitments.rules.verdicts import Judged, judge

__all__ = [
    "LEAST_COMMITMENTS",
    "MOST_COMMITMENTS",
    "Judged",
    "Library",
    "Promise",
    "judge",
    "obstacles_to_commitments",
    "promised",
]
