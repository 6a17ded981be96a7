"""Matters and how they were settled, what a successor takes over, announcements, holds."""

from lifecycle.closeout.models.announcing import Announcement
from lifecycle.closeout.models.handing_over import Acceptance, HandOverItem
from lifecycle.closeout.models.holding import FundHold, HoldReceipt
from lifecycle.closeout.models.settling import Destruction, Matter, NothingHeld, Settlement

__all__ = [
    "Acceptance",
    "Announcement",
    "Destruction",
    "FundHold",
    "HandOverItem",
    "HoldReceipt",
    "Matter",
    "NothingHeld",
    "Settlement",
]
