"""The pages of this room, below ``/cases/``."""

from django.urls import URLPattern

app_name = "cases"
urlpatterns: list[URLPattern] = []
