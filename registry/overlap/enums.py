"""The closed vocabulary of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OverlapAnswer(TextChoices):
    """What a sponsor says to a system that resembles its draft."""

    REUSE = "reuse", _("will be reused instead")
    MODULE = "module", _("the draft becomes a module of it")
    CANNOT = "cannot", _("neither will do")
