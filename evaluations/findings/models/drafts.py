"""Changes of the policy on their way: drafted by one person, or proposed by the program; approved by another person."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import DraftState
from evaluations.findings.models.policies import Policy
from registry.jobs.models import Job


class PolicyDraft(models.Model):
    """Some values of the policy it is ``based_on``, changed.

    ``changes`` is ``{name: {"value", "reason", "provenance", "source"}}``, ``because`` what a proposal of the program rests on,
    ``what_if`` what last year would have looked like with ``what_if_sha256`` telling for which values.
    """

    state = models.CharField(_("state"), max_length=20, choices=DraftState)
    based_on = models.ForeignKey(Policy, models.PROTECT, related_name="drafts", verbose_name=_("based on"))
    changes = models.JSONField(_("changes"))
    because = models.JSONField(null=True)
    effective_on = models.DateField(_("effective on"), null=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    drafted_at = models.DateTimeField(_("drafted at"))
    what_if = models.JSONField(_("what if"), null=True)
    what_if_sha256 = models.CharField(max_length=64, blank=True)
    what_if_job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_reason = models.TextField(_("reason"), blank=True)
    policy = models.OneToOneField(Policy, models.PROTECT, null=True, related_name="draft", verbose_name=_("policy"))
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("draft of a policy")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="draft_state_known"),
            models.CheckConstraint(
                condition=Q(state=DraftState.APPROVED, policy__isnull=False, decided_by__isnull=False)
                | ~Q(state=DraftState.APPROVED) & Q(policy__isnull=True),
                name="draft_approved_into_a_policy",
            ),
            models.CheckConstraint(
                condition=~Q(state=DraftState.APPROVED) | ~Q(decided_by=F("drafted_by")),
                name="draft_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DraftState.PROPOSED, DraftState.WITHDRAWN]) | Q(drafted_by__isnull=False),
                name="draft_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"policy-draft-{self.pk}"

    @property
    def values_sha256(self) -> str:
        """Of the values alone, whatever is said about them."""
        values = {name: each["value"] for name, each in self.changes.items()}
        return hashlib.sha256(json.dumps([self.based_on_id, values], sort_keys=True).encode()).hexdigest()
