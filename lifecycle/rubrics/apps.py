from django.apps import AppConfig


class RubricsConfig(AppConfig):
    name = "lifecycle.rubrics"
