from django.apps import AppConfig


class OverlapConfig(AppConfig):
    name = "registry.overlap"

    def ready(self) -> None:
        """Listen to the register."""
        from registry.overlap import receivers  # noqa: F401
