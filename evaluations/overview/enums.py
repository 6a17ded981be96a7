"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Urgency(TextChoices):
    """How pressing a task is, in words, the most pressing first."""

    LONG_OVERDUE = "long_overdue", _("long overdue")
    OVERDUE = "overdue", _("overdue")
    DUE_SOON = "due_soon", _("due soon")
    IN_TIME = "in_time", _("in time")
