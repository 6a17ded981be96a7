"""Weeks in which a collector seems to have failed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import DECIDED_INCIDENTS, IncidentState
from evaluations.usage.models import Collector


class Incident(models.Model):
    """A week (named by its Sunday) in which a collector seems to have failed: missing for every system it watches.

    ``share`` of its steady systems fell silent at once, where ``usual_share`` is the median of the weeks before. Until a
    person decides, each sweep renews it. ``version`` counts what people said of it, from 1.
    """

    collector = models.ForeignKey(Collector, models.PROTECT, related_name="incidents", verbose_name=_("collector"))
    week_ends_on = models.DateField(_("week"))
    share = models.FloatField(_("share silent"))
    usual_share = models.FloatField(_("usual share"))
    state = models.CharField(_("state"), max_length=20, choices=IncidentState, default=IncidentState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="decided_incidents"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("incident")
        ordering = ["-week_ends_on", "collector"]
        constraints = [
            models.UniqueConstraint(fields=["collector", "week_ends_on"], name="incident_once_per_week"),
            models.CheckConstraint(condition=Q(state__in=IncidentState.values), name="incident_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED_INCIDENTS) | Q(decided_by__isnull=False),
                name="incident_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """``portal@2026-07-05``; needs ``collector`` at hand."""
        return f"{self.collector.code}@{self.week_ends_on}"
