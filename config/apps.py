from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        """Register the start-up checks, and how programs sign in for the schema."""
        from config import checks  # noqa: F401
        from config.api import schema  # noqa: F401
