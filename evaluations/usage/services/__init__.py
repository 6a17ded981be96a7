"""What writes usage: taking rows in, and noting that a collector was up."""

from evaluations.usage.services.collectors import beat_heart
from evaluations.usage.services.intake import Intake, take_in, take_in_blocks

__all__ = ["Intake", "beat_heart", "take_in", "take_in_blocks"]
