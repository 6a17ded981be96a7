from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class FindingsConfig(AppConfig):
    name = "evaluations.findings"

    def ready(self) -> None:
        from evaluations.findings.presenters import sentences
        from lifecycle.cases import grounds

        grounds.tell("evidence", sentences)
        tell(
            {
                "findings.swept": _("swept the fleet as of %(as_of)s"),
                "findings.claimed": _("claimed the finding and froze its evidence"),
                "findings.released": _("handed the finding back: %(reason)s"),
                "findings.confirmed": _("confirmed the finding and opened case %(case)s: %(reason)s"),
                "findings.dismissed": _("dismissed the finding until %(until)s: %(reason)s"),
            }
        )
