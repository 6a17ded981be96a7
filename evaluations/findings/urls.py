"""The pages of this room, below ``/findings/``."""

from django.urls import URLPattern

app_name = "findings"
urlpatterns: list[URLPattern] = []
