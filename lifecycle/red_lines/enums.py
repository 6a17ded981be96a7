"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """Does the system do what the question asks about?"""

    NO = "no", _("no, it does not")
    YES = "yes", _("yes, it does")


class ExceptionGround(TextChoices):
    """The only grounds on which a red line may be crossed."""

    SAFETY = "safety", _("safety of people")
    EMERGENCY = "emergency", _("emergency response")
