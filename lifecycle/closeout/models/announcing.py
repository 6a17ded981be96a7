"""What was announced to the users before the system was switched off, bit by bit."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models import Case
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person


@insert_only
class Announcement(models.Model):
    """A time in which the system will not answer, announced beforehand, for ever. ``text`` is what was said, ``shown_at`` where."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="announcements")
    begins_at = models.DateTimeField(_("begins at"))
    ends_at = models.DateTimeField(_("ends at"))
    text = models.TextField(_("text"))
    shown_at = models.CharField(_("where it was shown"), max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("announced by"))
    at = models.DateTimeField(_("announced at"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("announcement")
        ordering = ["case", "begins_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="announced_time_has_a_length"),
            models.CheckConstraint(condition=Q(begins_at__gt=F("at")), name="announced_beforehand"),
        ]

    def __str__(self) -> str:
        return f"{self.case.number} {self.begins_at:%Y-%m-%d %H:%M}"

    @property
    def code(self) -> str:
        return f"{self.case.number}/announcement-{self.pk}"
