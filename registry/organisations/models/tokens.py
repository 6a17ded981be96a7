"""Programs that sign in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import TokenScope
from registry.organisations.models.organisations import Organisation


class MachineToken(models.Model):
    """Lets a program of ``organisation`` do what ``scope`` says. Only the SHA-256 of the secret is kept; revoking ends it at once."""

    name = models.CharField(_("name"), max_length=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="tokens")
    scope = models.CharField(max_length=20, choices=TokenScope)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("machine token")
        ordering = ["organisation", "name"]
        constraints = [models.CheckConstraint(condition=Q(scope__in=TokenScope.values), name="token_scope_known")]

    def __str__(self) -> str:
        return self.name

    @property
    def account(self) -> str:
        return f"token:{self.pk}"

    @property
    def code(self) -> str:
        return f"token:{self.pk}"

    @property
    def is_authenticated(self) -> bool:
        return True
