from django.apps import AppConfig


class ClearancesConfig(AppConfig):
    name = "lifecycle.clearances"

    def ready(self) -> None:
        """Join the engine's judgement, hear its news, tell the ledger's words, check the settings."""
        from lifecycle.clearances import (  # noqa: F401  (checks and receivers register themselves)
            checks,
            preconditions,
            receivers,
            sentences,
        )
        from registry.ledger.sentences import tell

        preconditions.register_all()
        tell(sentences.SENTENCES)
