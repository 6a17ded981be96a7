from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lifecycle.cases"

    def ready(self) -> None:
        """Say what events and notices of this room mean and what is due for whom, and listen to its own news."""
        from lifecycle.cases import receivers  # noqa: F401  (connects them)
        from lifecycle.cases.sentences import SENTENCES
        from lifecycle.cases.wordings import WORDINGS, due_for
        from lifecycle.notices import agenda, wordings
        from registry.ledger.sentences import tell

        tell(SENTENCES)
        wordings.tell(WORDINGS)
        agenda.tell(due_for)
