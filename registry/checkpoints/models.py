"""Checkpoints and the ends they sealed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.ledger.enums import Algorithm
from registry.ledger.insert_only import insert_only


@insert_only
class Checkpoint(models.Model):
    """One signed statement of how far every stream had come, for ever. ``body`` is what was signed; see ``ledger.chain``."""

    number = models.PositiveIntegerField(_("number"), unique=True, help_text="1, 2, 3 … without a gap.")
    at = models.DateTimeField(_("at"))
    algorithm = models.CharField(max_length=12, choices=Algorithm)
    streams = models.PositiveIntegerField(_("streams"))
    events = models.PositiveBigIntegerField(_("events"))
    body = models.JSONField()
    key = models.CharField(max_length=64, help_text="The public key, 64 hexadecimal digits.")
    signature = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("checkpoint")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(algorithm__in=Algorithm.values), name="checkpoint_algorithm_known"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="checkpoints_start_at_one"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"checkpoint-{self.number}"


@insert_only
class SealedHead(models.Model):
    """The end of one stream that had moved since the checkpoint before: the others are as the newest earlier one says."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="heads")
    stream = models.CharField(max_length=80)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("sealed head")
        ordering = ["stream", "seq"]
        constraints = [models.UniqueConstraint(fields=["stream", "seq"], name="head_sealed_once")]

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq}"
