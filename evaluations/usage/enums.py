"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CollectorKind(TextChoices):
    """Whether a machine counted, or somebody sent figures: only where both did can one be held against the other."""

    COLLECTED = "collected", _("counted by a machine")
    REPORTED = "reported", _("reported by somebody")


class PullSource(TextChoices):
    """What kind of service is asked."""

    MATOMO = "matomo", _("Matomo")
    PROMETHEUS = "prometheus", _("Prometheus")
