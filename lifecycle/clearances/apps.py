from django.apps import AppConfig


class ClearancesConfig(AppConfig):
    name = "lifecycle.clearances"
