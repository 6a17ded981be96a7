from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class CheckpointsConfig(AppConfig):
    name = "registry.checkpoints"

    def ready(self) -> None:
        """Say what the events of this room mean."""
        tell({"checkpoints.sealed": _("sealed checkpoint %(number)s of the ledger")})
