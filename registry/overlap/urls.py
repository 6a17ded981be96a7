"""The page of this room, at ``/overlap/``."""

from django.urls import path

from registry.overlap import pages

app_name = "overlap"
urlpatterns = [path("", pages.check, name="check")]
