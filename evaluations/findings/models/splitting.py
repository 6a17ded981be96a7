"""A sweep from nothing that several workers share. Only what they need of each other, and only while it is under way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.findings.models.policies import Policy, Sweep
from registry.organisations.models import Person


class SplitSweep(models.Model):
    """What all shards stand on, so that every worker judges on the same ground whatever changes meanwhile.

    ``after`` is the sweep that had written last when planning began (0: none), ``late_notes`` the ids of what was noted by then,
    ``ground`` and ``guard`` are JSON (see ``services.shards``): all empty until it is planned, or guarded. ``done`` is what came of
    it. The next one takes it away.
    """

    as_of = models.DateField()
    compares = models.BooleanField(help_text="Holds the nights against it, as once a week.")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, related_name="+")
    after = models.BigIntegerField(default=0)
    late_notes = models.JSONField(default=list)
    ground = models.TextField(blank=True)
    told = models.JSONField(default=list, help_text="The measures that any row told when it was planned.")
    guard = models.TextField(blank=True)
    done = models.OneToOneField(Sweep, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("sweep of several workers")

    def __str__(self) -> str:
        return f"{self.pk} {self.as_of}"


class Shard(models.Model):
    """Systems that follow each other on the roster, each with those it carries on, and what came of them.

    ``lines`` (all that was told) and ``series`` are there once it was read, ``states`` and ``verdicts`` once it was folded.
    """

    split = models.ForeignKey(SplitSweep, models.CASCADE, related_name="shards")
    number = models.PositiveIntegerField()
    roster = models.TextField()
    lines = models.BinaryField(null=True)
    series = models.BinaryField(null=True)
    states = models.BinaryField(null=True)
    verdicts = models.TextField(blank=True)

    class Meta:
        verbose_name = _("shard")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["split", "number"], name="shard_once")]

    def __str__(self) -> str:
        return f"{self.split_id}/{self.number}"
