"""The closed vocabulary of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a notice leaves the program."""

    EMAIL = "email", _("e-mail")
    WEBHOOK = "webhook", _("webhook")
