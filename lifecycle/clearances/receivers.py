"""News from the engine."""

from typing import Any

from django.dispatch import receiver

from lifecycle.cases.models import Clearance
from lifecycle.cases.signals import clearance_began
from lifecycle.clearances.services import begin


@receiver(clearance_began)
def list_known_addresses(sender: type[Clearance], clearance: Clearance, **_more: Any) -> None:
    begin(clearance=clearance)
