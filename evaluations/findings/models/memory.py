"""What a sweep remembers of the weeks before, so that a night only adds a week. All of it can be made anew from usage."""

import zlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.usage.models import Collector


class Memory(models.Model):
    """How far the other two tables go (one row): ``weeks`` ISO weeks from ``first_week`` on, under the numbers of ``ground``.

    ``ground`` is a hash of the policy, the working days and the shape of states: with another one nothing can be gone on from.

    ``said`` tells, as JSON, what came of judging the week after those. It rested on ``basis`` (a hash, empty: nobody knows) and on so
    many ``news`` of its days: until there are others it is not judged again.
    """

    first_week = models.IntegerField()
    weeks = models.PositiveIntegerField()
    ground = models.CharField(max_length=64)
    basis = models.CharField(max_length=64, blank=True)
    news = models.PositiveBigIntegerField(default=0)
    said = models.TextField(blank=True)

    class Meta:
        verbose_name = _("memory")

    def __str__(self) -> str:
        return f"{self.first_week}+{self.weeks}"


class StateBlock(models.Model):
    """The states of the systems whose ids begin with ``number``, in the order of their ids (see ``rules.states``).

    ``systems`` holds the ids, ``facts`` a checksum each of what the register said of them. Most of a state is 0, so that ``states`` is
    packed to a seventh.
    """

    number = models.PositiveIntegerField(primary_key=True)
    systems = models.BinaryField()
    facts = models.BinaryField()
    states = models.BinaryField()

    class Meta:
        verbose_name = _("states")

    def __str__(self) -> str:
        return f"{self.number}"

    @staticmethod
    def packed(states: bytes) -> bytes:
        return zlib.compress(states, level=1)

    @property
    def unpacked(self) -> bytes:
        return zlib.decompress(self.states)


class SeriesBlock(models.Model):
    """Of one collector: the systems it ever told of, a bit per week in which each was used, and how it stood in each."""

    collector = models.OneToOneField(Collector, models.CASCADE, primary_key=True, related_name="+")
    systems = models.BinaryField()
    used = models.BinaryField()
    standing = models.BinaryField()

    class Meta:
        verbose_name = _("series")

    def __str__(self) -> str:
        return f"{self.collector_id}"
