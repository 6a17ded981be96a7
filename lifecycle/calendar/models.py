"""Which years are known, and how their days differ from Monday-to-Friday."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lifecycle.calendar.enums import DayKind


class Year(models.Model):
    """A year whose schedule has been entered, possibly without a single exception."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)

    class Meta:
        verbose_name = _("year")
        ordering = ["year"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return str(self.year)


class Day(models.Model):
    """One exception: a weekday that is off, or a weekend day that is worked."""

    day = models.DateField(_("day"), primary_key=True)
    year = models.ForeignKey(Year, models.CASCADE, related_name="days")
    kind = models.CharField(_("kind"), max_length=10, choices=DayKind)

    class Meta:
        verbose_name = _("exception")
        ordering = ["day"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="day_kind_known")]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
