"""The API of this room, below ``/api/v1/``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
