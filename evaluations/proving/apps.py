from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class ProvingConfig(AppConfig):
    name = "evaluations.proving"

    def ready(self) -> None:
        tell({"proving.proved": _("proved the findings on seeds %(seeds)s under policy %(policy)s")})
