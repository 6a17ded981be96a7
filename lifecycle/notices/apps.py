from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class NoticesConfig(AppConfig):
    name = "lifecycle.notices"

    def ready(self) -> None:
        """Say what the events of this room mean."""
        tell(
            {
                "notices.made": _("gave notice to %(to)s"),
                "notices.feed_opened": _("opened a calendar feed"),
                "notices.feed_closed": _("closed a calendar feed"),
            }
        )
