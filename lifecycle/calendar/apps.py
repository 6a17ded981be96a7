from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class CalendarConfig(AppConfig):
    name = "lifecycle.calendar"

    def ready(self) -> None:
        """Say what the events of this room mean."""
        tell({"calendar.replaced": _("entered the working days of a year")})
