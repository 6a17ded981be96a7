"""The pages of this room, below ``/systems/``."""

from django.urls import URLPattern

app_name = "systems"
urlpatterns: list[URLPattern] = []
