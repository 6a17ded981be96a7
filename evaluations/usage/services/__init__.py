"""What writes usage: taking rows in, and noting that a collector was up."""

from evaluations.usage.services.collectors import beat_heart
from evaluations.usage.services.deliveries import Delivery, delivery_of, open_file
from evaluations.usage.services.intake import Intake, take_in, take_in_delivery

__all__ = ["Delivery", "Intake", "beat_heart", "delivery_of", "open_file", "take_in", "take_in_delivery"]
