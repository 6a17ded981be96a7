"""Opinions half written."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.models.case import Case
from registry.organisations.models import Person


class Draft(models.Model):
    """What a reviewer has filled in so far, for their eyes only. Not a fact about the case: overwritten at will, gone once filed.

    ``answers``: ``{"scores": {criterion: value}, "reasons": {criterion or "opinion": text}, "opinion": …}``.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    step = models.CharField(_("step"), max_length=30)
    person = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    answers = models.JSONField(_("answers so far"))
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("draft")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["case", "step", "person"], name="draft_once_per_person_and_step")
        ]

    def __str__(self) -> str:
        return f"{self.case.number} {self.step}"
