"""The pages of this room, below ``/organisations/``."""

from django.urls import URLPattern

app_name = "organisations"
urlpatterns: list[URLPattern] = []
