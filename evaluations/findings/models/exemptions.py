"""Systems of which low use is to be expected, for a time."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import ExemptionGround, ExemptionState
from registry.systems.models import System


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    def in_force(self, on: date) -> Self:
        """Granted, and not run out, on a day."""
        return self.filter(state=ExemptionState.GRANTED, since__lte=on, until__gte=on)


class Exemption(models.Model):
    """One system, one ground, from one day to another at most twelve months later. Never renewed: another has to be asked for."""

    system = models.ForeignKey(System, models.PROTECT, related_name="exemptions", verbose_name=_("system"))
    ground = models.CharField(_("ground"), max_length=20, choices=ExemptionGround)
    reason = models.TextField(_("reason"))
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    state = models.CharField(_("state"), max_length=20, choices=ExemptionState, default=ExemptionState.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_reason = models.TextField(_("reason"), blank=True)
    version = models.PositiveIntegerField(default=0)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=ExemptionGround.values), name="exemption_ground_known"),
            models.CheckConstraint(condition=Q(state__in=ExemptionState.values), name="exemption_state_known"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="exemption_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(state=ExemptionState.ASKED) | Q(decided_by__isnull=False),
                name="exemption_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExemptionState.GRANTED) | ~Q(decided_by=F("asked_by")),
                name="exemption_takes_two_people",
            ),
        ]
        indexes = [models.Index(fields=["state", "until"], name="exemption_of_state")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"exemption-{self.pk}"
