from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "lifecycle.cases"

    def ready(self) -> None:
        from lifecycle.cases.sentences import SENTENCES
        from registry.ledger.sentences import tell

        tell(SENTENCES)
