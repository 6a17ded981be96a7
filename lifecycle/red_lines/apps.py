from django.apps import AppConfig


class RedLinesConfig(AppConfig):
    name = "lifecycle.red_lines"
