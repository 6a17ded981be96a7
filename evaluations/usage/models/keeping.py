"""How long usage is kept by the day and by the week, and what was put together so far."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from registry.provenance import Source

LEAST_DAILY_DAYS = 180
"""A window of 90 duty days spans about 26 weeks; whoever reads it by the day finds it by the day."""


class Keeping(models.Model):
    """From a day on: for how many days usage is kept by the day, and for how many by the week. Later it is kept by the month."""

    effective_on = models.DateField(_("in force from"), unique=True)
    daily_days = models.PositiveIntegerField(_("days kept by the day"))
    weekly_days = models.PositiveIntegerField(_("days kept by the week"))
    provenance = models.CharField(_("provenance"), max_length=20, choices=Source, default=Source.OWN_RULE)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("retention")
        ordering = ["-effective_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(daily_days__gte=LEAST_DAILY_DAYS) & Q(weekly_days__gte=F("daily_days")),
                name="keeping_days_before_weeks",
            )
        ]

    def __str__(self) -> str:
        return f"{self.effective_on}: {self.daily_days}, {self.weekly_days}"

    @property
    def code(self) -> str:
        return f"keeping-{self.effective_on}"


class RollUp(models.Model):
    """A run that put days together into weeks, or weeks into months: from ``rows_before`` rows to ``rows_after``."""

    finished_at = models.DateTimeField(_("finished at"), auto_now_add=True)
    monthly = models.BooleanField(_("into months"), default=False)
    first_day = models.DateField(_("first day"))
    through = models.DateField(_("last day"))
    rows_before = models.PositiveBigIntegerField(_("rows before"))
    rows_after = models.PositiveBigIntegerField(_("rows after"))

    class Meta:
        verbose_name = _("roll-up")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.through}"

    @property
    def code(self) -> str:
        return f"roll-up-{self.pk}"
