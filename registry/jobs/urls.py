"""The pages of this room, below ``/jobs/``."""

from django.urls import URLPattern

app_name = "jobs"
urlpatterns: list[URLPattern] = []
