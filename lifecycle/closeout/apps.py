from django.apps import AppConfig


class CloseoutConfig(AppConfig):
    name = "lifecycle.closeout"

    def ready(self) -> None:
        """Join the engine's judgement, hear its news, tell the ledger's words."""
        from lifecycle.closeout import preconditions, receivers, sentences  # noqa: F401  (receivers register themselves)
        from registry.ledger.sentences import tell

        preconditions.register_all()
        tell(sentences.SENTENCES)
