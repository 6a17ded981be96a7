from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class CommitmentsConfig(AppConfig):
    name = "lifecycle.commitments"

    def ready(self) -> None:
        """Say what the events of this room mean."""
        tell(
            {
                "commitments.promised": _("promised %(count)s commitments in case %(case)s"),
                "commitments.indicator_added": _("added the indicator “%(label)s” to the library"),
                "commitments.indicator_withdrawn": _("withdrew the indicator “%(label)s” from %(on)s on"),
            }
        )
