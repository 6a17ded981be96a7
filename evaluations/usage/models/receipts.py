"""What became of deliveries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.usage.models.rows import Collector


class Receipt(models.Model):
    """What one delivery changed for one of its collectors; nothing is kept of a dry run, or of one that errors kept out.

    ``late``: rows, among the new and the changed, of days that had been judged. ``doubled``: given twice word for word.
    ``left_out``: of days that are kept by the week or month by now.
    """

    collector = models.ForeignKey(Collector, models.CASCADE, related_name="receipts")
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    source = models.CharField(_("source"), max_length=500)
    delivery_sha256 = models.CharField(max_length=64, blank=True)
    first_day = models.DateField(_("first day"), null=True)
    last_day = models.DateField(_("last day"), null=True)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("corrected"), default=0)
    same = models.PositiveIntegerField(_("sent again unchanged"), default=0)
    late = models.PositiveIntegerField(_("late"), default=0)
    doubled = models.PositiveIntegerField(_("doubled"), default=0)
    left_out = models.PositiveIntegerField(_("left out"), default=0)

    class Meta:
        verbose_name = _("receipt")
        ordering = ["-id"]
        indexes = [models.Index(fields=["collector", "-id"], name="receipt_of_collector")]

    def __str__(self) -> str:
        return f"{self.collector_id} {self.source}"


class KeptAnswer(models.Model):
    """The answer once given to a program's ``Idempotency-Key``, written with the effect: the same request gets it again."""

    account = models.CharField(max_length=150)
    key = models.CharField(max_length=200)
    body_sha256 = models.CharField(max_length=64)
    answer = models.JSONField()
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kept answer")
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="answer_once_per_key")]

    def __str__(self) -> str:
        return f"{self.account} {self.key}"
