from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "registry.jobs"

    def ready(self) -> None:
        """Let every room register its handlers and schedules."""
        autodiscover_modules("tasks")
