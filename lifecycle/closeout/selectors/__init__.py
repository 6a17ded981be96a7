"""Reading what is to be settled: facts for the rules, rows for pages, API and papers."""

from lifecycle.closeout.selectors.holds import holds_of, holds_visible_to
from lifecycle.closeout.selectors.leaving import closeout_of, hand_over_of, leaving_of, successor_of, windows_of
from lifecycle.closeout.selectors.matters import (
    matter_view,
    matters_of,
    part_of,
    settled,
    unlisted_in,
)

__all__ = [
    "closeout_of",
    "hand_over_of",
    "holds_of",
    "holds_visible_to",
    "leaving_of",
    "matter_view",
    "matters_of",
    "part_of",
    "settled",
    "successor_of",
    "unlisted_in",
    "windows_of",
]
