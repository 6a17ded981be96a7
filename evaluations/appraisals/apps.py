from django.apps import AppConfig


class AppraisalsConfig(AppConfig):
    name = "evaluations.appraisals"

    def ready(self) -> None:
        from evaluations.appraisals import receivers  # noqa: F401
        from evaluations.appraisals.preconditions import measured_again
        from evaluations.appraisals.presenters import page_of, sentences
        from evaluations.appraisals.sentences import SENTENCES
        from evaluations.appraisals.wordings import WORDINGS
        from lifecycle.cases import grounds, preconditions
        from lifecycle.cases.commands import Decide
        from lifecycle.notices import wordings
        from registry.ledger.sentences import tell

        grounds.tell("appraisal", sentences)
        grounds.lead("appraisal", page_of)
        preconditions.register(Decide, measured_again)
        tell(SENTENCES)
        wordings.tell(WORDINGS)
