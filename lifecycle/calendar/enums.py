"""The closed vocabulary of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DayKind(TextChoices):
    """How a day differs from its weekday."""

    HOLIDAY = "holiday", _("holiday")
    WORKDAY = "workday", _("make-up working day")
