"""The pages of this room, below ``/usage/``."""

from django.urls import URLPattern

app_name = "usage"
urlpatterns: list[URLPattern] = []
