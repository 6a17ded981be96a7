"""Collectors that the program asks itself: where, for what, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.usage.enums import PullSource
from evaluations.usage.models.rows import Collector
from registry.systems.models import System


class Pull(models.Model):
    """Where the program asks for a collector's figures each night. The token is kept sealed and shown to nobody again."""

    collector = models.OneToOneField(Collector, models.CASCADE, related_name="pull")
    source = models.CharField(_("source"), max_length=20, choices=PullSource)
    address = models.CharField(_("address"), max_length=500)
    sealed_token = models.TextField(blank=True)
    since = models.DateField(_("from day"))
    reread_days = models.PositiveSmallIntegerField(_("days read again"), default=3)
    enabled = models.BooleanField(_("asked each night"), default=True)

    class Meta:
        verbose_name = _("pull")
        constraints = [
            models.CheckConstraint(condition=Q(source__in=PullSource.values), name="pull_source_known"),
            models.CheckConstraint(condition=Q(reread_days__lte=31), name="pull_rereads_a_month_at_most"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.address}"


class PullTarget(models.Model):
    """One thing to ask for: a Matomo site, or a Prometheus query that gives one measure; which system it is about."""

    pull = models.ForeignKey(Pull, models.CASCADE, related_name="targets")
    system = models.ForeignKey(System, models.CASCADE, related_name="+")
    asked = models.CharField(max_length=1000)
    measure = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("pull target")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["pull", "system", "measure"], name="pull_target_once")]

    def __str__(self) -> str:
        return f"{self.system_id} {self.measure}={self.asked}"


class PullAnswer(models.Model):
    """What came of asking once: rows, or a problem in words."""

    pull = models.ForeignKey(Pull, models.CASCADE, related_name="answers")
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    days_covered = models.PositiveIntegerField(_("days covered"), default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    changed = models.PositiveIntegerField(_("corrected"), default=0)

    class Meta:
        verbose_name = _("pull answer")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"
