from django.apps import AppConfig


class OverlapConfig(AppConfig):
    name = "registry.overlap"
