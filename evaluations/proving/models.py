"""Reports of proofs, as they came out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from evaluations.findings.models import Policy
from evaluations.proving.enums import Generator
from registry.ledger.insert_only import insert_only


@insert_only
class Proof(models.Model):
    """One report. ``seeds`` like ``1001-1200``; ``code_sha256`` is of the detector's source; ``report``: see ``services.prove``."""

    generator = models.CharField(_("made up by"), max_length=10, choices=Generator.choices, default=Generator.FIRST)
    ran_at = models.DateTimeField(_("ran at"), auto_now_add=True)
    seeds = models.CharField(_("seeds"), max_length=200)
    systems = models.PositiveIntegerField(_("systems in each fleet"))
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="proofs", verbose_name=_("policy"))
    code_sha256 = models.CharField(_("code of the detector"), max_length=64)
    report = models.JSONField(_("report"))

    class Meta:
        verbose_name = _("proof")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(generator__in=Generator.values), name="proof_generator_known")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"proof-{self.pk}"
