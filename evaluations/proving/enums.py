"""The closed vocabulary of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Truth(TextChoices):
    """What a made-up system really is."""

    HEALTHY = "healthy", _("in healthy use")
    NEVER_USED = "never_used", _("never used")
    DECAYED = "decayed", _("used once, given up since")
    VESTIGIAL = "vestigial", _("used by next to nobody")
    FLATTERED = "flattered", _("made to look used")
    HARD_TO_USE = "hard_to_use", _("used, and hard to use")
    ANNUAL = "annual", _("used once a year")
    SEASONAL = "seasonal", _("used in its season")
    STANDBY = "standby", _("used when something happens")
    EXPERTS = "experts", _("used by a few experts")
    BACK_END = "back_end", _("used by programs only")
    NEW = "new", _("newly launched")
    GAPS = "gaps", _("in use, with gaps in its data")


class Generator(TextChoices):
    """Who made the fleets up: each has its own idea of how use comes about, and neither knows the detector."""

    FIRST = "first", _("first generator")
    SECOND = "second", _("second generator")


UNUSED = frozenset({Truth.NEVER_USED, Truth.DECAYED, Truth.VESTIGIAL})
"""Whatever is not used, or as good as not."""
LEGITIMATE = frozenset({Truth.ANNUAL, Truth.SEASONAL, Truth.STANDBY, Truth.EXPERTS, Truth.BACK_END})
"""Used little, and rightly so."""
