"""Reading usage: a system's days and weeks with their gaps, and what every collector has brought lately."""

from evaluations.usage.selectors.collectors import CollectorState, collector_states, collectors_visible_to
from evaluations.usage.selectors.series import daily_series, last_day_told, weekly_series

__all__ = [
    "CollectorState",
    "collector_states",
    "collectors_visible_to",
    "daily_series",
    "last_day_told",
    "weekly_series",
]
