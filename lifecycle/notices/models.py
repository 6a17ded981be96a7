"""Notices, their ways out of the program, and the feeds of calendars."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lifecycle.notices.enums import Channel
from lifecycle.notices.wordings import sentence_of, url_of
from registry.organisations.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing one person was told. ``key`` is unique: however many tickers say it, it is said once.

    ``subject`` is the code of what it is about, ``data`` what its sentence needs.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="notices", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=60, help_text="room.what, e.g. cases.due_soon")
    subject = models.CharField(_("subject"), max_length=120)
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=300, unique=True)
    made_at = models.DateTimeField(_("made at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notice_of_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def code(self) -> str:
        return self.key

    @property
    def sentence(self) -> str:
        """What it says, in the reader's language."""
        return sentence_of(self.kind, {"subject": self.subject, **self.data})

    @property
    def url(self) -> str:
        """The page it leads to, or ``""``."""
        return url_of(self.kind, {"subject": self.subject, **self.data})


class Delivery(models.Model):
    """A notice on its way out. ``sent_at`` is set before it is handed over, so a crash in between loses it and never doubles it."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        ordering = ["notice", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_per_channel"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="delivery_channel_known"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.channel}"


class Feed(models.Model):
    """The secret address under which a calendar program reads a person's agenda. Only the SHA-256 of its secret is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="feeds")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(closed_at__isnull=True), name="feed_once_per_person")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"feed-{self.pk}"
