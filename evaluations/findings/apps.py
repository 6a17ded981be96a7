from django.apps import AppConfig

from registry.ledger.sentences import tell


class FindingsConfig(AppConfig):
    name = "evaluations.findings"

    def ready(self) -> None:
        from evaluations.findings import receivers  # noqa: F401  (connects them)
        from evaluations.findings.presenters import answers_in_words, merging_in_words, page_of, sentences
        from evaluations.findings.selectors.incidents import failed_weeks
        from evaluations.findings.sentences import SENTENCES
        from evaluations.findings.wordings import WORDINGS, due_for
        from evaluations.usage import failures
        from lifecycle.cases import grounds
        from lifecycle.notices import agenda, wordings

        grounds.tell("evidence", sentences)
        grounds.tell("merge_into", merging_in_words)
        grounds.tell("answers", answers_in_words)
        grounds.lead("finding", page_of)
        wordings.tell(WORDINGS)
        agenda.tell(due_for)
        failures.tell(failed_weeks)
        tell(SENTENCES)
