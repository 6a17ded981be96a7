from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "lifecycle.filings"

    def ready(self) -> None:
        """Join the engine's judgement, tell the ledger's words."""
        from lifecycle.filings import preconditions, sentences
        from registry.ledger.sentences import tell

        preconditions.register_all()
        tell(sentences.SENTENCES)
