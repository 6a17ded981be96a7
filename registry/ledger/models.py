"""Events, and the head of each stream."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.ledger.enums import Algorithm
from registry.ledger.insert_only import insert_only
from registry.ledger.sentences import sentence_of


@insert_only
class Event(models.Model):
    """One thing that was done, for ever.

    ``hash`` is ``algorithm`` over the canonical JSON of every other field (see :mod:`registry.ledger.chain`), of which
    ``previous_hash`` is one: altering, removing, inserting or moving an event breaks the chain of its stream.
    """

    stream = models.CharField(_("stream"), max_length=80)
    seq = models.PositiveBigIntegerField(_("number"), help_text="1, 2, 3 … within the stream, without a gap.")
    at = models.DateTimeField(_("at"), db_index=True)
    verb = models.CharField(_("verb"), max_length=80, help_text="room.what_happened, e.g. cases.decided")
    actor = models.CharField(
        _("actor"), max_length=150, blank=True, help_text="Account name; empty: the program itself."
    )
    actor_name = models.CharField(_("actor's name"), max_length=150, blank=True)
    subject_type = models.CharField(_("subject type"), max_length=60)
    subject = models.CharField(_("subject"), max_length=120, help_text="The subject's own permanent code.")
    data = models.JSONField(_("data"), default=dict)
    algorithm = models.CharField(max_length=12, choices=Algorithm)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("event")
        ordering = ["stream", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["stream", "seq"], name="event_number_once_per_stream"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="event_numbers_start_at_one"),
            models.CheckConstraint(condition=models.Q(algorithm__in=Algorithm.values), name="event_algorithm_known"),
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject"], name="event_of_subject"),
            models.Index(fields=["actor", "at"], name="event_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq} {self.verb}"

    @property
    def sentence(self) -> str:
        """What happened, in the reader's language."""
        return sentence_of(self.verb, self.data)


class Head(models.Model):
    """The last event of a stream: what the next one hangs on, and what shows that a tail was cut off."""

    stream = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("stream head")

    def __str__(self) -> str:
        return f"{self.stream}#{self.seq}"
