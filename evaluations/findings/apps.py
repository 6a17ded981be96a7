from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class FindingsConfig(AppConfig):
    name = "evaluations.findings"

    def ready(self) -> None:
        from evaluations.findings.presenters import page_of, sentences
        from lifecycle.cases import grounds

        grounds.tell("evidence", sentences)
        grounds.lead("finding", page_of)
        tell(
            {
                "findings.swept": _("swept the fleet as of %(as_of)s"),
                "findings.claimed": _("claimed the finding and froze its evidence"),
                "findings.released": _("handed the finding back: %(reason)s"),
                "findings.confirmed": _("confirmed the finding and opened case %(case)s: %(reason)s"),
                "findings.incident_confirmed": _("said that %(collector)s failed in the week to %(week)s: %(reason)s"),
                "findings.incident_rejected": _(
                    "said that the silence of %(collector)s in the week to %(week)s was real: %(reason)s"
                ),
                "findings.dismissed": _("dismissed the finding until %(until)s: %(reason)s"),
            }
        )
