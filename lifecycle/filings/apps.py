from django.apps import AppConfig


class FilingsConfig(AppConfig):
    name = "lifecycle.filings"
