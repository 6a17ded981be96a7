from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class OrganisationsConfig(AppConfig):
    name = "registry.organisations"

    def ready(self) -> None:
        """Say what the events of this room mean."""
        tell(
            {
                "organisations.role_granted": _("granted a role"),
                "organisations.role_ended": _("ended a role"),
                "organisations.token_issued": _("issued a machine token"),
                "organisations.token_revoked": _("revoked a machine token"),
            }
        )
