from django.apps import AppConfig


class CloseoutConfig(AppConfig):
    name = "lifecycle.closeout"
