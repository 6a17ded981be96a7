"""Which day may be swept."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from registry.refusals import Obstacle


def obstacles_to_sweep(*, as_of: date, today: date) -> list[Obstacle]:
    """A sweep judges days that have passed, never days to come."""
    if as_of > today:
        return [Obstacle("future-day", _("A sweep cannot be dated in the future."), field="as_of", kind="content")]
    return []
