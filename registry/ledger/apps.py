from django.apps import AppConfig
from django.db.models.signals import post_migrate

from registry.ledger.insert_only import look_after


class LedgerConfig(AppConfig):
    name = "registry.ledger"

    def ready(self) -> None:
        """See to the guards of insert-only tables once all migrations of a ``migrate`` are through."""
        post_migrate.connect(look_after, sender=self)
