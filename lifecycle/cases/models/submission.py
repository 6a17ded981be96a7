"""What was handed in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models.case import Case
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Person


@insert_only
class Submission(models.Model):
    """What the opener handed in for one round, for ever. ``content``: {field: value of its kind}; ``answers``: [[item, answer], …]."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="submissions")
    round = models.PositiveSmallIntegerField(_("round"))
    content = models.JSONField(_("content"))
    answers = models.JSONField(_("answers to the return"), default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="submissions", verbose_name=_("submitted by"))
    standing = models.JSONField(_("standing"), help_text="Role and organisation under which it was done.")
    at = models.DateTimeField(_("at"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("submission")
        ordering = ["case", "round"]
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="submission_once_per_round")]

    def __str__(self) -> str:
        return f"{self.case.number} #{self.round}"
