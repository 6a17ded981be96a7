from django.apps import AppConfig


class UsageConfig(AppConfig):
    name = "evaluations.usage"

    def ready(self) -> None:
        """Tell the ledger what this room's verbs mean, and have its settings checked."""
        from evaluations.usage import checks  # noqa: F401  (registers itself)
        from evaluations.usage.sentences import SENTENCES
        from registry.ledger.sentences import tell

        tell(SENTENCES)
