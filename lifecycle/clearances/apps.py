from django.apps import AppConfig


class ClearancesConfig(AppConfig):
    name = "lifecycle.clearances"

    def ready(self) -> None:
        """Join the engine's judgement, tell the ledger's words, check the settings."""
        from lifecycle.clearances import checks, preconditions, sentences  # noqa: F401  (checks registers itself)
        from registry.ledger.sentences import tell

        preconditions.register_all()
        tell(sentences.SENTENCES)
