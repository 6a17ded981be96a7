"""Logs that are read bit by bit: how far, and what was counted of parts that wait to be put together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.usage.models.rows import Collector


class LogPlace(models.Model):
    """How far a collector has read one log file.

    The file is known again by its beginning (``head_sha256`` of its first ``head_bytes``, unpacked), whatever it is called and
    however it was packed since. ``offset`` counts unpacked bytes: before it lie only days that are settled.
    """

    collector = models.ForeignKey(Collector, models.CASCADE, related_name="log_places")
    head_bytes = models.PositiveIntegerField()
    head_sha256 = models.CharField(max_length=64)
    name = models.CharField(_("file"), max_length=500)
    inode = models.BigIntegerField()
    size = models.BigIntegerField(help_text="Bytes as it was last read, packed or not.")
    offset = models.BigIntegerField()
    settled_through = models.DateField(_("settled through"), null=True)
    read_at = models.DateTimeField(_("read at"), auto_now=True)

    class Meta:
        verbose_name = _("place in a log")
        constraints = [
            models.UniqueConstraint(fields=["collector", "head_sha256", "head_bytes"], name="log_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}"


class LogReading(models.Model):
    """Files of one collector that are counted by several jobs and taken in together. ``salt`` dies with it."""

    collector = models.ForeignKey(Collector, models.CASCADE, related_name="log_readings")
    options = models.JSONField()
    salt = models.BinaryField()
    begun_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading of logs")

    def __str__(self) -> str:
        return f"{self.collector_id} {self.begun_at:%Y-%m-%d %H:%M}"


class LogPart(models.Model):
    """One file of a reading: ``tally`` holds what was counted in it, visitors as salted hashes; null until it was read."""

    reading = models.ForeignKey(LogReading, models.CASCADE, related_name="parts")
    path = models.CharField(max_length=1000)
    tally = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("part of a reading")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["reading", "path"], name="log_part_once")]

    def __str__(self) -> str:
        return self.path
