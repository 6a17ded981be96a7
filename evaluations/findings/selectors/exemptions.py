"""Exemptions somebody may see, and the systems that are exempt."""

from datetime import date

from evaluations.findings.models import Exemption


def exempt(*, on: date) -> frozenset[int]:
    """The ids of the systems of which low use is to be expected on a day: the sweep says nothing of their use. One statement."""
    return frozenset(Exemption.objects.in_force(on).values_list("system_id", flat=True))
