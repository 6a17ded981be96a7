from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "lifecycle.calendar"
