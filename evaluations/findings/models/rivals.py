"""What could replace a system."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.systems.models import System


class Rival(models.Model):
    """The system most like one that is in question, as it was when the two were compared; made anew each night.

    ``likeness``: 0 … 1, the larger of how alike the two are and how much of the one the other does already. ``wider``: how often the
    other's reach is the one's.
    """

    system = models.OneToOneField(System, models.CASCADE, primary_key=True, related_name="+")
    other = models.ForeignKey(System, models.CASCADE, related_name="+")
    likeness = models.FloatField()
    wider = models.FloatField()

    class Meta:
        verbose_name = _("what could replace a system")

    def __str__(self) -> str:
        return f"{self.system_id} → {self.other_id}"
