"""The pages of this room, below ``/clearances/``."""

from django.urls import URLPattern

app_name = "clearances"
urlpatterns: list[URLPattern] = []
