"""Policies, and the sweeps that went by them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.findings.policy import Parameters
from registry.ledger.insert_only import insert_only


@insert_only
class Policy(models.Model):
    """One version of every number the sweep rests on; never changed, only followed by another."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    parameters = models.JSONField(_("parameters"), help_text='{name: {"value", "unit", "provenance"}}')
    source = models.CharField(_("source"), max_length=300)
    effective_on = models.DateField(_("effective on"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("policy")
        ordering = ["-version"]
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="policy_versions_start_at_one")]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"policy-{self.version}"

    @property
    def numbers(self) -> Parameters:
        return Parameters.from_stored(self.parameters)


class Sweep(models.Model):
    """One judgement of the whole fleet, from what was known of the days up to and including ``as_of``."""

    as_of = models.DateField(_("as of"))
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="sweeps", verbose_name=_("policy"))
    started_at = models.DateTimeField(_("started at"))
    finished_at = models.DateTimeField(_("finished at"))
    counts = models.JSONField(_("counts"))

    class Meta:
        verbose_name = _("sweep")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"sweep-{self.pk}"
