"""Who was asked about a finding, by when, and what they said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Asked, Stance
from evaluations.findings.models.findings import Finding
from registry.ledger.insert_only import insert_only
from registry.organisations.models import Organisation


class Inquiry(models.Model):
    """One organisation asked once about one finding. ``silent_noted_on``: the day on which no answer was passed on."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="inquiries", verbose_name=_("finding"))
    kind = models.CharField(_("asked"), max_length=20, choices=Asked)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="inquiries", verbose_name=_("organisation")
    )
    words = models.TextField(_("question"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    due_on = models.DateField(_("to be answered by"))
    silent_noted_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("inquiry")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=Asked.values), name="inquiry_kind_known")]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.kind}"


@insert_only
class Answer(models.Model):
    """What an organisation said. Of a file its hash is kept, not the file."""

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="answers")
    stance = models.CharField(_("answer"), max_length=20, choices=Stance)
    words = models.TextField(_("in words"))
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(stance__in=Stance.values), name="answer_stance_known")]

    def __str__(self) -> str:
        return f"{self.inquiry_id} {self.stance}"
