"""Collectors and what they bring, how it came, and how long it is kept by the day."""

from evaluations.usage.models.keeping import Keeping, RollUp
from evaluations.usage.models.logs import LogPart, LogPlace, LogReading
from evaluations.usage.models.pulling import Pull, PullAnswer, PullTarget
from evaluations.usage.models.receipts import KeptAnswer, Receipt
from evaluations.usage.models.rows import (
    MEASURES,
    AssessmentDay,
    Collector,
    Heartbeat,
    Horizon,
    LateNote,
    UsageRow,
)

__all__ = [
    "MEASURES",
    "AssessmentDay",
    "Collector",
    "Heartbeat",
    "Horizon",
    "Keeping",
    "KeptAnswer",
    "LateNote",
    "LogPart",
    "LogPlace",
    "LogReading",
    "Pull",
    "PullAnswer",
    "PullTarget",
    "Receipt",
    "RollUp",
    "UsageRow",
]
